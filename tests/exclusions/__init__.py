"""For whom a matter does not exist."""
