"""Write down what a programme gives, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cunli.accounts.roles import Capability
from cunli.benefits import rules
from cunli.benefits.models import Form, Programme, Rhythm
from cunli.county import selectors as county
from cunli.journal import services as journal
from cunli.lib.actors import Actor
from cunli.lib.refusals import Invalid, NotYourPost
from cunli.lib.terms import day_of
from cunli.places.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is typed. ``most_fen``: whole fen, None where the decision says how much; ``rules``: as ``rules.Rule``."""

    kind: str
    form: Form
    rhythm: Rhythm
    gives: str
    source: str
    valid_from: date
    most_fen: int | None = None
    rules: Sequence[Mapping[str, object]] = ()


@transaction.atomic
def write_programme(*, actor: Actor, county_id: int, terms: Terms, at: datetime) -> Programme:
    """An edition from a day on, by the department that handles it; the one before holds until then.

    Raises NotYourPost, Invalid.
    """
    kind = county.item("benefits.programmes", terms.kind, on=day_of(at), county_id=county_id)
    own = Unit.objects.filter(pk=actor.unit_id or 0, county_id=county_id).first()
    theirs = kind is not None and own is not None and own.function == kind["handles"]
    if not actor.may(Capability.RULE_BENEFITS) or actor.user_id is None or not theirs:
        raise NotYourPost(_("标准由县级部门来写"), instead=_("请找县里管这一项的部门。"))
    wrong = list(rules.complaints(list(terms.rules)))
    if wrong:
        raise Invalid(wrong[0], fields={"rules": wrong[0]})
    if not terms.source.strip():
        raise Invalid(_("还缺文件名"), fields={"source": _("请写是哪份文件定的")})
    if Programme.objects.filter(county_id=county_id, kind=terms.kind, valid_from=terms.valid_from).exists():
        said = _("这一天起的标准已经写过了，请换一天")
        raise Invalid(said, fields={"valid_from": said})
    made = Programme.objects.create(
        county_id=county_id,
        kind=terms.kind,
        form=terms.form,
        rhythm=terms.rhythm,
        most_fen=terms.most_fen,
        gives=terms.gives.strip(),
        rules=[dict(one) for one in terms.rules],
        valid_from=terms.valid_from,
        source=terms.source.strip(),
        written_by_id=actor.user_id,
        written_at=at,
    )
    journal.record(
        actor=actor, verb="benefit.programme_written", subject=f"programme:{made.pk}", at=at, county_id=county_id,
        after={"kind": made.kind, "from": made.valid_from.isoformat(), "most_fen": made.most_fen}, reason=made.source,
    )  # fmt: skip
    return made
