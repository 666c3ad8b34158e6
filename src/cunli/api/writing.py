"""From what a machine sends to the acts: by the forms of the pages, so that both are asked the same."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cunli.acts.done import Done
from cunli.acts.steps import take_step
from cunli.api import schemas
from cunli.api.problems import MaybeKnown
from cunli.api.shown import may_be_machine, posted
from cunli.cases.models import Matter
from cunli.cases.parties import parties_of
from cunli.desk.filing.hazard_desk import HazardDesk
from cunli.desk.filing.service_desk import ServiceDesk
from cunli.desk.matter import stepping
from cunli.desk.matter.viewer import matter_to_act_in
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Invalid, NotYourPost

YEARS = range(2000, 2100)


def file_hazard(actor: Actor, given: schemas.HazardGiven, key: str, *, now: datetime, channel: str = "") -> Done:
    """``channel``: how it came, where that is known otherwise than by who tells it."""
    sent = {**given.model_dump(), "channel": channel}
    sent["happened"] = _local(given.happened)
    sent["people_at_risk"] = "yes" if given.people_at_risk else None
    sent |= {name: None if sent[name] is None else f"{sent[name]:.6f}" for name in ("lat", "lng")}
    desk = HazardDesk(actor, posted({**sent, "key": key}), now=now)
    return _settled(desk)


def file_service(actor: Actor, given: schemas.ServiceGiven, key: str, *, now: datetime, channel: str = "") -> Done:
    sent = given.model_dump()
    return _settled(ServiceDesk(actor, posted({**sent, "channel": channel or sent["channel"], "key": key}), now=now))


def take(actor: Actor, ref: str, step: str, given: schemas.StepGiven, key: str, *, now: datetime) -> Done:
    """Raises the refusals of the act; Invalid with a sentence for each field; NotYourPost for what only people do.

    A repeated request gets the first result, also where the step handed the matter away.
    """
    sent = key_for(key, [ref, step, given.model_dump_json()])
    first = journal.first_result(actor=actor, key=sent)
    if first is not None:
        return Done(first, repeated=True)
    matter = matter_to_act_in(actor, ref)
    chosen = stepping.step_named(matter, step)
    refuse_people_only(actor, matter, step)
    form = stepping.typed(matter, chosen, posted({**given.values, "happened_at": _local(given.happened_at)}), at=now)
    if not form.is_valid:
        wrong = form.form.errors | ({"happened_at": form.when_error} if form.when_error else {})
        raise Invalid(_("这一步还没有办"), why=_("有的地方没写对。"), fields=wrong)
    return take_step(
        actor=actor,
        matter=matter,
        step=chosen,
        values=form.form.values,
        at=now,
        happened_at=form.happened_at,
        key=sent,
    )


def refuse_people_only(actor: Actor, matter: Matter, step: str) -> None:
    """Raises NotYourPost for what only people do."""
    if not may_be_machine(matter, step, parties_of(actor, matter)):
        raise NotYourPost(
            _("这一步只能由人来"),
            why=_("签发要自己看过，好没好要本人说。"),
            instead=_("请这个岗位上的人进来办。"),
        )


def _settled(desk: HazardDesk | ServiceDesk) -> Done:
    problems = {name: sentence for name, sentence in desk.form.problems.items() if sentence}
    if wrong := problems | desk.step_form.errors:
        raise Invalid(_("还没有报上来"), why=_("有的地方没写对。"), fields=wrong)
    done = desk.settle()
    if done is None:
        raise MaybeKnown([one.ref for one in desk.known.likely])
    return done


def _local(moment: datetime | None) -> str | None:
    """As a form sends it. At the edges of time a zone overflows, so the year is looked at first."""
    if moment is None:
        return None
    if moment.year not in YEARS:
        raise Invalid(_("时间不对"), fields={"happened": _("请写已经过去的时间")})
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
