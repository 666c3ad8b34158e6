"""The shape of an entry is final.

``leaf`` is the hash of every other column of content (``signing.CONTENT``), ``mac`` proves it with a key outside the
database. Sealing adds tables of its own, whose blocks name entries by ``id`` and ``leaf``; no column is added here.
"""

from __future__ import annotations

from django.db import models

from cunli.lib.privacy import Privacy


class Entry(models.Model):
    """One act of one actor. Never edited, never deleted: triggers on both engines refuse it."""

    PRIVACY = Privacy(
        kinds=("name", "what was done", "network address"),
        basis="Cybersecurity Law art. 23; internet government application rules art. 20 (logs at least one year)",
        retention="at least one year, then by the county's archive rule",
        left_because="the proof of every act: the database itself refuses to delete an entry",
    )

    at = models.DateTimeField()
    happened_at = models.DateTimeField()
    user_id = models.BigIntegerField(default=0)
    """0 for an act without an account (a slip's holder, the system), so that (user, key) stays unique."""
    post_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, blank=True)
    """The role acted in; one person may hold several posts."""
    for_whom = models.CharField(max_length=60, blank=True)
    """Whose act it is, where somebody does it for them: "person:12", "user:8", "unit:3", "reporter:HD-2026-00017"
    (whoever that matter names), "voice:5". Never a name; "" for one's own act."""
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    county_id = models.BigIntegerField(null=True)
    village_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=45, blank=True)
    """The network address it came from, in clear (logs keep it a year, SEC-02); for the audit administrator only."""
    key = models.CharField(max_length=96, blank=True)
    request_hash = models.CharField(max_length=64, blank=True)
    result_ref = models.CharField(max_length=80, blank=True)
    leaf = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)
    key_id = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], condition=~models.Q(key=""), name="journal_entry_once")
        ]
        indexes = [
            models.Index(fields=["subject", "at"], name="journal_entry_subject"),
            models.Index(fields=["at"], name="journal_entry_at"),
            models.Index(fields=["user_id", "at"], name="journal_entry_user"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"


class Block(models.Model):
    """Entries sealed together: which they are, what each one's leaf was, and a root that also covers all before.

    Never edited, never deleted, like the entries themselves. ``rules.root_of`` says what the root covers.
    """

    PRIVACY = Privacy(
        kinds=(), basis="none needed: numbers and hashes of entries", retention="as long as the entries it seals"
    )

    number = models.BigIntegerField(unique=True)
    """1, 2, 3 … without a gap; two sweeps that seal at once want the same number, and one of them gives way."""
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    top = models.BigIntegerField()
    """The highest id sealed so far, in this block or one before."""
    previous = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)
    key_id = models.CharField(max_length=16)
    members = models.BinaryField()
    """40 bytes for each entry, by id: the id (8 bytes, big-endian), then its leaf (32 bytes). The last column, so that
    the others are read without it."""

    class Meta:
        indexes = [models.Index(fields=["top"], name="journal_block_top")]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M}"
