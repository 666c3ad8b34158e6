"""Who lives where, with whom, since when.

Owns: dwellings, households, persons, memberships over time, labels with source and end, consent and requests to remove,
the notice people are given about their data, masked and journalled access to numbers, search.
Does not own: matters, benefits, points, accounts (a person may have one), areas and grids.
Main words: *membership* (a person in a household from a day until a day), *resident* (has a membership on that day: one
rule, ``rules.is_resident``), *label* (a finding about a person or household, with who found it and until when).
"""
