"""A step drafts a notice for its matter: from what is on record, by whoever took the step; another person hangs it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from cunli.acts.happening import Happening
from cunli.cases import services as cases
from cunli.cases.hung import kept
from cunli.cases.said import choices_of, value_words
from cunli.cases.selectors import course_of
from cunli.lib.refusals import Invalid
from cunli.lib.sentences import filled
from cunli.lib.terms import day_of
from cunli.notices import selectors, services
from cunli.notices.models import Notice
from cunli.notices.rules import MOST_PLACES, MOST_TEXT
from cunli.notices.services import Sheet
from cunli.papers.kinds import LANGUAGE
from cunli.places.models import Unit
from cunli.procedures.hanging import Posts
from cunli.procedures.lines import lines


def draft_notice(happening: Happening, posts: Posts) -> Notice:
    """For the least days that its kind asks for. Raises NotYourPost, and Invalid at the fact that names the boards."""
    notice = services.draft(actor=happening.actor, sheet=_sheet(happening, posts), at=happening.at)
    cases.write_down(actor=happening.actor, taken=happening.advanced.taken, key=posts.fact, value=kept(notice))
    return notice


def _sheet(happening: Happening, posts: Posts) -> Sheet:
    matter = happening.matter
    with translation.override(LANGUAGE):
        said = _said(happening)
        title, text = filled(str(posts.title), said), filled(str(posts.text), said)
    return Sheet(
        kind=posts.kind,
        title=title,
        text=_not_too_long(text, posts),
        days=selectors.least_days(posts.kind, county_id=matter.county_id, on=day_of(happening.at)),
        hangs_at=_boards(happening.values.get(posts.hangs_at), posts),
        ref=matter.ref,
    )


def _said(happening: Happening) -> Mapping[str, str]:
    """Every fact that is not sealed, in words, with what this step wrote; and ``hanging.OWN_WORDS``."""
    matter, today = happening.matter, day_of(happening.at)
    choices, known = choices_of(matter), {fact.key for fact in matter.law.facts}
    facts = {key: value for key, value in course_of(matter).facts.items() if key in known}
    words = {key: value_words(matter.law, key, value, choices, today) for key, value in facts.items()}
    place, unit = matter.village or matter.town, Unit.objects.filter(pk=happening.actor.unit_id or 0).first()
    return {
        **words,
        "title": matter.title,
        "place": place.short_name if place else "",
        "who": matter.person.name if matter.person else matter.reporter_name,
        "unit": unit.name if unit else "",
    }


def _boards(value: object, posts: Posts) -> tuple[str, ...]:
    boards = tuple(lines(value))
    if not 0 < len(boards) <= MOST_PLACES:
        said = _("请写贴在哪里，一行一处，最多 6 处")
        raise Invalid(said, fields={posts.hangs_at: said})
    return boards


def _not_too_long(text: str, posts: Posts) -> str:
    if len(text) > MOST_TEXT:
        raise Invalid(_("要写在公示上的话太长了，请写短一点"), fields={posts.hangs_at: _("公示太长了")})
    return text
