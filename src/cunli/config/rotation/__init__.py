"""New keys in the place of old ones, while people work.

``cunli keys --new`` makes one key of each kind; every process uses them from that moment on. ``--reseal`` goes through
everything that is sealed or found by number, a few rows at a time, and writes it anew; it keeps no memory of how far
it came, because each value says which key it needs. ``--retire`` puts the old keys aside when nothing needs them.
Main words: *table* (rows of one model that hold sealed values), *old* (a value that needs another key than the newest).
"""
