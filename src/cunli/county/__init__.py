"""What a county decides for itself, from a day on, and where that stands: clocks, levels, kinds, lists, the ladder.

Owns: dated settings, the defaults that hold where a county has decided nothing, the shape of each setting; the holidays
of years announced since the program was made, and the pages where all this is read and decided.
Does not own: what the law fixes (``law``), what a procedure does with a setting.
Main words: *setting* (a key, a value, a first day, a source), *default* (what holds without a row), *item* (one entry
of a list setting: a kind of hazard, a service, a paper).
"""
