"""What happens across floors: one function, one transaction.

Owns: carrying out the effects that the engine returns, and the sweep that notices what the day brings.
Does not own: the rules (``procedures``), the records (each floor its own), the pages (``desk``).
Main words: *act* (one function that crosses floors), *effect* (a value the engine returned), *sweep*.
"""
