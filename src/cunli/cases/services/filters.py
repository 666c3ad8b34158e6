"""Keep a filter under a name, and take it away again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.cases.models import SavedFilter
from cunli.cases.models.filters import NAME_MAX, QUERY_MAX
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYours

MOST = 12
"""How many a post keeps: more would be a second list to search in."""


@transaction.atomic
def keep_filter(*, actor: Actor, name: str, query: str, at: datetime, key: Key | None = None) -> SavedFilter:
    """Keep ``query`` for the actor's post. A name that is there already gets the new filter.

    Raises Invalid (no name, too long, nothing filtered) and Conflict (there are ``MOST`` already).
    """
    if (known := journal.first_result(actor=actor, key=key)) is not None:
        return _own(actor, int(known))
    name = " ".join(name.split())
    _check(name, query)
    post_id = actor.post_id or 0
    own = SavedFilter.objects.filter(post_id=post_id)
    if own.exclude(name=name).count() >= MOST:
        raise Conflict(
            _("最多存 %(n)s 个条件") % {"n": MOST},
            why=_("再多就不好找了。"),
            instead=_("先删掉一个不用的，再存这个。"),
        )
    kept, _new = own.update_or_create(post_id=post_id, name=name, defaults={"query": query})
    _note(actor, "filter_kept", kept, at=at, key=key)
    return kept


@transaction.atomic
def drop_filter(*, actor: Actor, filter_id: int, at: datetime) -> str:
    """Take it away; returns its name. Raises NotYours where the actor's post keeps no such filter (any more)."""
    kept = _own(actor, filter_id)
    _note(actor, "filter_dropped", kept, at=at)
    kept.delete()
    return kept.name


def _own(actor: Actor, filter_id: int) -> SavedFilter:
    kept = SavedFilter.objects.filter(post_id=actor.post_id or 0, pk=filter_id).first()
    if kept is None:
        raise NotYours(_("没有找到这个条件，可能已经删掉了"))
    return kept


def _check(name: str, query: str) -> None:
    if not name:
        raise Invalid(_("给这个条件起个名字"), fields={"name": _("起个名字，比如：石头村没人接的")})
    if len(name) > NAME_MAX:
        raise Invalid(_("名字太长了"), fields={"name": _("最多 %(n)d 个字") % {"n": NAME_MAX}})
    if not query or len(query) > QUERY_MAX:
        raise Invalid(_("先选好条件再存"), fields={"name": _("先选好条件再存")})


def _note(actor: Actor, verb: str, kept: SavedFilter, *, at: datetime, key: Key | None = None) -> None:
    """What is looked for stays out of the record: it may be a name."""
    journal.record(actor=actor, verb=verb, subject=f"filter:{kept.pk}", at=at, key=key, result_ref=str(kept.pk))
