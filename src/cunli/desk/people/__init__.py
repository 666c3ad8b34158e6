"""Households and people, and one box that finds them and their matters."""
