"""A few laptops and one head office, driven by a seed: the real engine, over models or the real parts."""
