"""Calls for hands: where people are needed, who comes, who is home."""
