"""Where open matters lie: on a map if the county has one, always as a list, and on the village's own sketch."""
