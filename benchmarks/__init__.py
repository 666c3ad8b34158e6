"""The measured promises: one command, through the real server, on PostgreSQL and SQLite.

Owns: sites to measure at, "bare" work to compare with, clients that check every answer, the printed table.
Does not own: how large a county is made (``cunli demo``), nor anything that only the measured code could know.
Main words: *site* (a database, a data folder and a server), *bare* (one INSERT or one SELECT), *life* (file, screen,
arrive, fix, confirm), *promise*.
"""
