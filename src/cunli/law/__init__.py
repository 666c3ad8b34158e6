"""What the state has announced: statutory values by date, holiday calendars, the instruments that citations name.

Owns: announced calendars (one data file per year), the registry of instruments, national values by day.
Does not own: what a county may decide for itself (``county``), tables.
Main words: *instrument* (a law, a regulation, a notice), *value* (a number it fixes, from a day on), *calendar*.
"""
