"""A few honest numbers, each of which opens into exactly the matters it counts."""
