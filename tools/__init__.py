"""What ``make`` calls. ``ground``, ``run`` and ``test`` use the standard library only: they make the environment."""
