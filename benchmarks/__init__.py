"""The measured promises: one command, on PostgreSQL, through the real server.

Owns: "bare" views to compare with, a small world, clients that check every answer, the printed table.
Does not own: any promise's number beyond the one written in ``promises.py``.
Main words: *bare* (a view that does one INSERT or one SELECT), *life* (file, screen, arrive, fix, confirm), *promise*.
"""
