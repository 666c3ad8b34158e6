"""Several matters at once: what is chosen, which of them it can be done with, and what became of each."""
