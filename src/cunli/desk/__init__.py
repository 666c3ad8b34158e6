"""Where people stand: every page that shows more than one floor.

Owns: today, inbox, matter, household and search pages, filing, slips, the demo county.
Does not own: any rule; a page asks selectors and calls one service.
Main words: *page* (one view), *today* (what is due to me), *slip* (a matter on paper).
"""
