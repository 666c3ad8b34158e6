"""PostgreSQL as Cunli uses it: Django's own engine, with foreign keys that are checked at once (see ``base``)."""
