"""Settings, root URLs and the ``cunli`` command: where the floors are put together.

Owns: which floors run, how they are served, what is read from the environment.
Does not own: any rule of the domain.
Main words: *data folder* (everything that is written), *engine* (SQLite or PostgreSQL), *command*.
"""
