"""The demo county: invented places, people and two months of matters, made by the same acts that people use.

Owns: what is invented and how it is loaded. Does not own: any rule; everything is written through services.
Main words: *anchor* (the moment the demo is "now"), *land* (areas, grids, units), *story* (one matter's course).

Nobody in it exists: names are drawn at random, ID numbers begin with 99 (no such province), mobile numbers with 154
and area code 0980 (never given out), houses stand in an empty desert. The same seed and anchor give the same county.
"""
