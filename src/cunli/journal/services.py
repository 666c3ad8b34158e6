"""Record an act; recognise a repeated request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cunli.journal.models import Entry
from cunli.journal.signing import sign
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Refusal


class KeyReused(Refusal):
    """The same key came with another content: a fault of the sender, never guessed at."""

    code = "key_reused"
    status = 422


def record(
    *,
    actor: Actor,
    verb: str,
    subject: str,
    at: datetime,
    happened_at: datetime | None = None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    key: Key | None = None,
    result_ref: str = "",
    for_whom: str = "",
    county_id: int | None = None,
    village_id: int | None = None,
) -> Entry:
    """Write one entry inside the caller's transaction.

    ``before`` and ``after`` hold what matters legally, as JSON values; encrypted values stay out of them.
    ``for_whom`` names, by number, the person or unit it was done for ("person:12"), where that is not the actor.
    A second entry with the same user and key raises ``IntegrityError`` and so undoes the caller's whole act;
    the door then answers with ``first_result``.
    """
    entry = Entry(
        at=at,
        happened_at=happened_at or at,
        user_id=actor.user_id or 0,
        post_id=actor.post_id,
        actor_name=actor.name,
        actor_title=actor.title,
        role=actor.role,
        for_whom=for_whom,
        verb=verb,
        subject=subject,
        county_id=county_id,
        village_id=village_id,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
        origin=actor.address,
        key=_stored(actor, key) if key else "",
        request_hash=key.request_hash if key else "",
        result_ref=result_ref,
    )
    sign(entry)
    entry.save(force_insert=True)
    return entry


def first_result(*, actor: Actor, key: Key | None) -> str | None:
    """What the first request with this key led to (a printed reference), or None if there was none.

    Raises KeyReused when the key came before with another content.
    """
    if key is None:
        return None
    entry = (
        Entry.objects.filter(user_id=actor.user_id or 0, key=_stored(actor, key))
        .only("request_hash", "result_ref")
        .first()
    )
    if entry is None:
        return None
    if entry.request_hash != key.request_hash:
        raise KeyReused(
            _("这个号码已经用来报过另一件事"),
            why=_("同一个号码，内容却不一样，我们不敢替您猜。"),
            instead=_("刷新一下页面再报，写的字都还在。"),
        )
    return entry.result_ref


def result_of_key(*, actor: Actor, value: str) -> str | None:
    """Where this actor's request with this key led, whatever it said; None if there was none.

    For a door that can no longer read what the request was about, because the request itself handed it away.
    """
    if not value:
        return None
    entries = Entry.objects.filter(user_id=actor.user_id or 0, key=_stored(actor, Key(value, "")))
    return entries.values_list("result_ref", flat=True).first()


def results_of_keys(*, actor: Actor, values: Sequence[str]) -> dict[str, str]:
    """Where each of this user's requests with these keys led; what is not there led to nothing yet. One query."""
    if not values or not actor.user_id:
        return {}
    entries = Entry.objects.filter(user_id=actor.user_id, key__in=[value for value in values if value])
    return dict(entries.values_list("key", "result_ref"))


def _stored(actor: Actor, key: Key) -> str:
    """Two slips share user 0, so their keys carry the matter they open."""
    return key.value if actor.user_id else f"{actor.scope.matter_id or 0}:{key.value}"
