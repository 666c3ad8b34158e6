"""The law book: one frozen, typed value per procedure and edition, with its scenarios beside it.

Owns: the grammar, the catalogue, the checks that a procedure is whole, the generated documentation.
Does not own: tables; what happened in any matter (``cases``); how a step is carried out (``acts``).
Main words: *state* (where a matter stands and whom it waits for), *step* (what someone may do there),
*term* (a clock that steps start and meet).
"""
