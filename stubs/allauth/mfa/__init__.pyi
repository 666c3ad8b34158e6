# Only what Cunli uses.
