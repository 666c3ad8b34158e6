"""Whoever looks after a household: who that is, what they saw and were told, what they did (scenes 4 and 7).

Owns pairings (结对联系), notes of visits and calls with every earlier wording of a note, and when a household wants to
be seen next. Does not own what comes of a note: promises and matters (``cases``) are named by their printed reference.
Counts nobody's visits, keeps no place and no track, asks for no photo.
Main words: **pairing** (a household's contact, from–to), **note** (one visit or call, written once), **notebook** (all
notes of one person, for that person alone), **care** (the day by which a household wants to be seen).
"""
