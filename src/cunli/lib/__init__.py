"""Values and pure functions that every floor may use.

Owns: actors, scopes, refusals, citations, spans, terms, masking, codes, encryption as a field.
Does not own: tables, requests, the clock.
Main words: *actor* (who does it), *scope* (what they may reach), *refusal* (why not, and what to do).
"""
