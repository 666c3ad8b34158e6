"""What somebody looks for again and again in one of their posts."""

from __future__ import annotations

from django.db import models

from cunli.lib.privacy import Privacy

NAME_MAX = 12
"""Characters: a chip is read at a glance."""
QUERY_MAX = 800


class SavedFilter(models.Model):
    """A filter of the inbox under a name. ``query`` is the part of the address behind "?", as the inbox writes it."""

    PRIVACY = Privacy(
        kinds=("what an office holder looks for, at times a name",),
        basis="a tool of the post that keeps it; seen by nobody else",
        retention="until it is taken away, at the latest with the post",
    )

    post = models.ForeignKey("accounts.Post", models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_MAX)
    query = models.CharField(max_length=QUERY_MAX)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="cases_filter_one_name")]

    def __str__(self) -> str:
        return self.name
