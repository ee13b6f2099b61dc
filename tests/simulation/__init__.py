"""Many laptops and one head office, driven by a seed: the real engine, everything around it in memory."""
