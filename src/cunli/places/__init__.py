"""Where people live and who is there for them: areas, their codes, grids and units.

Owns: the area tree (county, town, village, villager group), codes with validity, grids, units with their function.
Does not own: who holds a post at a unit; households; which unit a matter goes to (procedures say that).
Main words: *area* (a place that is administered), *grid* (a part of a village one grid member walks), *unit* (a
committee, station, office, department or company that can be asked). Names and phones of units are public; people
are never stored here.
"""
