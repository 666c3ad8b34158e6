"""Benefits: who is to receive what, that it is paid, and that it arrived.

Owns: programmes with their rules, entitlements, payment lists with their approvals, the bank's answer, the asking of a
sample, what is recovered. Does not own: the application and its decision (a matter, named by its printed reference),
the bookings themselves (``ledgers``).
Main words: *programme* (what may be received, from a day on, by whom and on whose authority), *entitlement* (one person
or household is to receive it, from a decision on), *payment list* (who is paid in one go: drafted by one, approved by
others, sent to the bank, read back, asked about).
"""
