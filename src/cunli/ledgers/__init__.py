"""Ledgers: money and points that can be recomputed by anybody and changed by nobody.

Owns: accounts, transactions, their legs, and the triggers with which the database itself refuses to change them. Does
not own: why something is booked (the floor above says so by its printed reference).
Main words: *account* (of whom or what, in one book), *transaction* (legs that sum to zero: drafted, then posted for
good), *reversal* (a transaction that takes another back and names it).
"""
