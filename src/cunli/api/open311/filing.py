"""A request filed by an app: in a post, by its token; or by anybody, where the county lets anybody."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability, Role
from cunli.acts.done import Done
from cunli.api.open311 import public
from cunli.api.shown import posted
from cunli.cases.models import Channel
from cunli.cases.services import Reporter
from cunli.desk.filing.forms import HazardForm
from cunli.desk.filing.hazard_desk import file_hazard
from cunli.desk.filing.spots import Spot, spots_for
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.procedures.catalogue import current

ANYBODY = Actor(role=Role.VILLAGER.value)
"""May say any village, as a villager in no register."""


def file_request(actor: Actor, given: QueryDict, *, now: datetime, key: Key | None) -> Done:
    """``actor``: anonymous, or a machine. E-mail, device and account are not kept; pictures elsewhere not fetched."""
    kind = public.kind_named(given.get("service_code", ""), now)
    law = current("hazard", day_of(now))
    opening = law.opening("report") if law else None
    if law is None or opening is None:
        raise LookupError("hazard")
    spots = _spots(actor, now)
    sent = {
        "kind": kind["key"],
        "where": _where(spots, given),
        "say": given.get("description", "").strip() or kind.get("title") or kind["word"],
        "place": given.get("address_string", ""),
        "lat": given.get("lat"),
        "lng": given.get("long"),
        "teller": f"{given.get('last_name', '')}{given.get('first_name', '')}",
        "teller_phone": given.get("phone", ""),
    }
    form = HazardForm(posted(sent), kinds=[kind], spots=spots, openings=law.openings, now=now)
    if not form.is_valid() or form.spot is None:
        raise Invalid(" ".join(sentence for sentence in form.problems.values() if sentence))
    told = Reporter(name=form.cleaned_data["teller"], phone=form.cleaned_data["teller_phone"])
    return file_hazard(
        form,
        form.spot,
        actor=actor,
        law=law,
        opening=opening,
        values={},
        channel=Channel.SELF,
        reporter=told,
        at=now,
        key=key,
    )


def _spots(actor: Actor, now: datetime) -> list[Spot]:
    if not actor.is_signed_in:
        return spots_for(ANYBODY, on=day_of(now))
    if not actor.may(Capability.FILE_MATTER):
        raise NotYourPost(_("这个岗位不报事"))
    return spots_for(actor, on=day_of(now))


def _where(spots: list[Spot], given: QueryDict) -> str:
    """The village named, by the attribute or as ``address_id``; its only grid where the village has one."""
    said = given.get(f"attribute[{public.VILLAGE}]") or given.get("address_id", "")
    exact = next((spot.value for spot in spots if spot.value == said), "")
    return exact or next((spot.value for spot in spots if f"v{spot.area.pk}" == said), said)
