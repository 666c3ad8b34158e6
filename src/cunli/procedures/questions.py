"""What units are asked: the questions that a step puts (``Asks.question``)."""

from __future__ import annotations

COME = "come"
"""Answered by being there: on the spot, done, or gone before it was done, with who goes on. Any other question is
answered in words."""
