"""The first page of everybody: what is due today for staff, the few large buttons for villagers."""
