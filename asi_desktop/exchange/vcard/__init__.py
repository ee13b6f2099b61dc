"""vCards, the cards of every address book: read in versions 2.1, 3.0 and 4.0, written in 4.0 and 3.0."""
