"""A county's slice of a list of codes becomes areas: a file becomes a plan, the plan one transaction.

``reading`` makes rows of a CSV and refuses what cannot be right; ``planning`` compares them with the tree; ``applying``
writes what the plan says and nothing else. What became of a code that is gone is never guessed: a file of pairs
(old code, new code) says it, or it is asked.
"""
