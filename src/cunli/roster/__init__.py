"""The standing roster (scene 10, GRD): who of police, courts, mediators and lawyers belongs to which grid, and when.

Owns entries: a person or a unit, as what, for which grids, village or town. Gives nobody a right: what somebody may do
is their post (``accounts``), what they may see of one matter an invitation (``cases``). Records no presence, no tracks,
no counts of anybody. Main words: **entry**, **force** (as what), **place** (town, village or grids).
"""
