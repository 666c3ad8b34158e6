"""The person who asked rates; after a bad rating somebody else calls and writes down what became of it (SVC-04)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import SLIP, Role
from cunli.cases import clocks
from cunli.cases.models import Matter, Rating, Stars
from cunli.cases.parties import parties_of
from cunli.cases.questions import due_of_rating, who_asks
from cunli.cases.services.people import only_the_reporter
from cunli.county import selectors as county
from cunli.dues import index as dues
from cunli.dues.models import Source
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.idempotency import Key
from cunli.lib.refusals import Conflict, Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.procedures.grammar import Party

BAD = Stars.BAD
"""One or two stars are a bad rating (差评; SVC-03)."""
SAID_MAX = 500


class AlreadyRated(Conflict):
    code = "already_rated"


class NotOver(Conflict):
    code = "not_over"


class AlreadyAnswered(Conflict):
    code = "rating_answered"


@transaction.atomic
def rate(*, actor: Actor, matter: Matter, stars: Stars, words: str, at: datetime, key: Key | None = None) -> Rating:
    """One rating per matter, voluntary, by the person who asked as a villager or with their slip, never staff or a
    helper (国办发〔2019〕51号; SVC-07). A bad one is due to be asked about within the county's ``rating.bad_fix``.

    Raises NotYourPost, NotOver while it is still being dealt with, AlreadyRated.
    """
    only_the_reporter(actor, matter)
    _in_person(actor, matter)
    if matter.state not in matter.law.rating_after:
        raise NotOver(_("还没办完，先不评"), why=_("办完了再说好不好。"), instead=_("有话现在就想说，可以加一句话。"))
    rating = Rating(matter=matter, stars=stars, words=words, at=at, user_id=actor.user_id)
    if stars <= BAD:
        _have_it_asked_about(rating, at=at)
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyRated(
            _("这件事已经评过了"), why=_("一件事评一次。"), instead=_("还有话要说，可以打电话给镇里。")
        ) from error
    if rating.waits:
        dues.put(items=[due_of_rating(rating)])
    _note(actor, "matter.rate", matter, at=at, after={"stars": int(stars)}, key=key)
    return rating


@transaction.atomic
def answer_rating(*, actor: Actor, rating: Rating, said: str, at: datetime, key: Key | None = None) -> None:
    """Somebody other than who handled it has asked what was wrong: what they said, and what is done about it.

    Raises Invalid without words, NotYourPost, AlreadyAnswered.
    """
    if not said.strip():
        sentence = _("请写一句：他怎么说的，接下来怎么办")
        raise Invalid(sentence, fields={"said": sentence})
    if not parties_of(actor, rating.matter) & {Party.CALLER, Party.WITNESS}:
        raise NotYourPost(
            _("这个差评要换一个人去问"), why=_("谁办的谁不能问。"), instead=_("请没经手的同事打电话或者当面问。")
        )
    waiting = Rating.objects.filter(pk=rating.pk, call_by__isnull=False, answered_at=None)
    changed = waiting.update(
        answered_at=at, answered_by_id=actor.user_id, answered_by_name=actor.name, answer=said.strip()[:SAID_MAX]
    )
    if changed != 1:
        raise AlreadyAnswered(_("这个差评已经有人问过了"), instead=_("看看他记下的话，不用再问一遍。"))
    dues.clear(source=Source.RATING, source_ids=[rating.pk])
    _note(actor, "matter.answer_rating", rating.matter, at=at, after={"said": said.strip()[:SAID_MAX]}, key=key)


def _have_it_asked_about(rating: Rating, *, at: datetime) -> None:
    matter = rating.matter
    length = county.length("rating.bad_fix", on=day_of(at), county_id=matter.county_id)
    rating.call_by = clocks.reckon_term(length, started_at=at).due_at
    rating.call_unit_id = who_asks(matter, on=day_of(at))


def _in_person(actor: Actor, matter: Matter) -> None:
    """Helpers may say that it is good; the stars are for the person who asked, or who holds their slip. Who also holds
    a post rates as the villager they are, so that no stars come from an office."""
    if actor.role not in (Role.VILLAGER, SLIP):
        raise NotYourPost(
            _("评分请用村民的身份"),
            why=_("在工作岗位上不能评分。"),
            instead=_("请到“我的账号”里换成“村民”，再来评。"),
        )
    helps = matter.grants.filter(user_id=actor.user_id, until=None).exists() if actor.user_id is not None else False
    if helps and actor.user_id != matter.asker_id:
        raise NotYourPost(
            _("评分要他自己来"), why=_("您是帮他办的。"), instead=_("可以把手机给他，或者让他用小票上的码进来评。")
        )


def _note(actor: Actor, verb: str, matter: Matter, *, at: datetime, after: dict[str, object], key: Key | None) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=matter.ref,
        at=at,
        after=after,
        key=key,
        result_ref=matter.ref,
        county_id=matter.county_id,
        village_id=matter.village_id,
    )
