"""Lists of people who are verified once a year: drawn up, how far they are, who is left."""
