"""How messages leave the house: what is set up, what failed, and the robots of the units' work groups."""
