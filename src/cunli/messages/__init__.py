"""The outbox: what is told to whom, on which way, and whether it arrived.

Owns: messages to addresses, the ways they go (in-app, slip, SMS, told by phone), retrying, the inbox.
Does not own: whom to tell and when (acts), who a user is (accounts), what a slip looks like (papers).
Main words: *address* (a name and a way to reach it), *channel* (that way), *message* (one text to one address).
"""
