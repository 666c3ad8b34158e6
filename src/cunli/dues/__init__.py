"""One index of what is due, to whom and when.

Owns: the rows that "Today" lists, written by the services of higher floors and rebuildable from their records.
Does not own: why something is due, or what to do about it.
Main words: *due* (one thing waiting for one unit or person by a moment), *source* (the record it is drawn from).
"""
