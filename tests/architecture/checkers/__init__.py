"""Each checker takes what it looks at and returns the list of what it found wrong, one sentence each."""
