"""One's households, the note of a visit, the notebook, and who looks after whom."""
