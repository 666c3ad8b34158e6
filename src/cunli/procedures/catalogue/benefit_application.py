"""An application for assistance or a subsidy: 低保, 特困, 临时救助, 高龄津贴, 残疾补贴, and 8,000 yuan for sheep.

The person asks, or a cadre, a neighbour or the village for them. The town takes it up and verifies at the home; where
the programme asks for it the villagers appraise and a notice hangs; the town reviews and the county's department
decides, or the town where that is delegated, with reasons and the remedies. Urgent small aid is given first, its papers
come after. What is granted is paid by a list; the person says whether it arrived; what was bought is looked at. It is
reduced or stopped only after the person was heard, with reasons. Every decision is a paper that says why, on which rule
it rests and where it may be taken.
Not covered: the checking of assets in the civil affairs system, which stays there; the payment lists (``benefits``).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cunli.procedures.catalogue.benefit_clocks import TERMS
from cunli.procedures.catalogue.benefit_facts import AID, BASIS, FACTS, STATES
from cunli.procedures.catalogue.benefit_guards import URGENT_ONLY
from cunli.procedures.catalogue.benefit_steps import STEPS
from cunli.procedures.grammar import Desk, Door, DoorGroup, Field, Opening, Procedure, Publication, Reopen, optional
from cunli.procedures.lengths import county

HELPERS = ("village_cadre", "first_secretary", "group_leader", "grid_member", "station_window", "town_officer")
ANSWERED = _("%(day)s前告诉收不收")
KINDS = _("申请哪一样")
SAYS = _("说一句家里怎么了")
EXAMPLE = _("比如：儿子车祸伤残，想养羊，差买种羊的钱")

BENEFIT_APPLICATION = Procedure(
    key="benefit_application",
    edition=date(2026, 7, 1),
    prefix="BA",
    title=_("救助补贴申请"),
    plain=_("申请救助补贴"),
    icon="hand-heart",
    kinds="benefits.programmes",
    desk=Desk(function="civil_affairs", level="town", by_kind=True),
    basis=BASIS,
    facts=FACTS,
    openings=(
        Opening(
            key="apply",
            state="applied",
            title=_("申请"),
            done=_("自己申请的"),
            fields=(),
            by=("villager",),
            citations=(AID("37"), AID("40")),
            door=Door(
                title=_("申请救助补贴"),
                invites=_("申请低保、补贴、救助"),
                kinds=KINDS,
                says=SAYS,
                example=EXAMPLE,
                promises=ANSWERED,
                group=DoorGroup.HOUSEHOLD,
            ),
        ),
        Opening(
            key="apply_for",
            state="applied",
            title=_("替他申请"),
            done=_("别人替他申请的"),
            fields=(),
            by=HELPERS,
            citations=(AID("37"),),
            door=Door(
                title=_("替人申请救助补贴"),
                invites=_("替人申请低保、补贴、救助"),
                kinds=KINDS,
                says=SAYS,
                example=EXAMPLE,
                promises=ANSWERED,
                group=DoorGroup.HOUSEHOLD,
                for_others=True,
            ),
        ),
        Opening(
            key="help_first",
            state="helped",
            title=_("先帮了，手续后补"),
            done=_("急事，先帮了"),
            fields=(Field("helped_with"), optional("helped_fen")),
            by=("village_cadre", "first_secretary", "town_officer"),
            citations=(AID("50"),),
            refuses=(URGENT_ONLY,),
            door=Door(
                title=_("急事先帮，手续后补"),
                invites=_("急事：先帮一把，手续后补"),
                kinds=_("哪一样（只有临时救助能先帮）"),
                says=_("说一句出了什么急事"),
                example=_("比如：灶屋着火，没地方做饭"),
                promises=_("%(day)s前把手续补上"),
                group=DoorGroup.HOUSEHOLD,
                for_others=True,
            ),
        ),
    ),
    states=STATES,
    steps=STEPS,
    terms=TERMS,
    reopen=Reopen(step="reopen", within=county("reopen")),
    publication=Publication(
        published=False, reason=_("谁家申请、家里怎样，不往外登；批下来的，照规定在村里公示，遮住号码和病情。")
    ),
    retention="ten years from the last payment",
)
