"""For whom a thing does not exist: those it is about (design rule 6).

Owns: one row per printed reference and person or unit that may never learn of it. Every floor that lists things by
reference takes these out where it translates a scope. Does not own: who is named and why, which the matter says.
The other way round: a reference that exists for a few alone (``keep_for``).
Main words: *exclusion* (one such row), *hidden* (a reference, from whoever an exclusion names).
"""
