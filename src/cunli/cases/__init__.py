"""Matters: what people asked for, where it stands, what was done, by which clocks.

Owns: the matter and its steps, facts, asks, terms, ratings, voices; the engine that applies a procedure's step.
Does not own: what a procedure says (``procedures``); messages, papers and whatever else a step sets off (``acts``).
Main words: *matter* (one thing asked for), *step taken*, *ask* (someone is asked for something by a day).
"""
