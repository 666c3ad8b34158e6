"""公示: what a village or town hangs up for everybody, for so many days, before it is settled.

Owns: drafts, the black-out, the window, where it hangs, objections counted, the outcome; its pages with and without an
account. Does not own: the matter it belongs to or an objection (both are named by their printed reference).
Main words: *notice* (one sheet on the board), *window* (the days it hangs, the last one included), *black-out* (what
may not be read there).
"""
