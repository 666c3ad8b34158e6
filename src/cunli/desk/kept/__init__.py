"""What a phone keeps until there is a signal: the list of it, and which of it has arrived."""
