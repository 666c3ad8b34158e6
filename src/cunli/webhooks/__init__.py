"""What other systems are told has happened, so that they need not ask every minute.

Owns: webhooks (an address, bound to a post), the events written with each act, handing them over.
Does not own: what a machine may read or do (``api``); an event is a pointer, the rest is fetched there.
Main words: *webhook* (who wants to hear), *event* (what happened, without a name), *delivery* (one event for one).
"""
