"""The official letter (公函) as steps that any procedure may have: drafted, signed by another, numbered, sealed, sent.

A matter has one letter under way at a time. What was sent may be taken back, with the reason, and keeps its number.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures import guards
from cunli.procedures.grammar import Asks, Fact, FactType, Field, Issues, Party, Step, optional

RULES = "党政机关公文处理工作条例"
LETTER = cite(RULES, "8")
COPIES = "letter_cc"

FACTS = (
    Fact(key="letter_to", label=_("发给哪些单位"), type=FactType.UNITS, functions=("outside_company", "department")),
    Fact(key="letter_title", label=_("函的事由"), type=FactType.LINE, hint=_("比如：商请明确倾斜线杆维修责任")),
    Fact(key="letter_body", label=_("函的正文"), type=FactType.TEXT),
    Fact(
        key="letter_attachments",
        label=_("随函的附件"),
        type=FactType.TEXT,
        hint=_("一行写一个附件的名字，纸另外附上。"),
    ),
    Fact(
        key="letter_photos", label=_("附上哪些照片"), type=FactType.PHOTOS, hint=_("勾上的印在函后面，外单位看得到。")
    ),
    Fact(
        key=COPIES,
        label=_("抄送哪些单位"),
        type=FactType.UNITS,
        functions=("villagers_committee", "town_office", "department", "outside_company"),
    ),
    Fact(key="delivered_how", label=_("怎么送的"), type=FactType.CHOICE, options="papers.delivery", personal=False),
)

FIELDS = (
    Field("letter_to"),
    Field("letter_title"),
    Field("letter_body"),
    optional("letter_attachments"),
    optional("letter_photos"),
    optional(COPIES),
)


def steps(*, at: str, by: Party) -> tuple[Step, ...]:
    """All steps of a letter in the state ``at``, which they do not leave; ``by`` drafts and sends, a signer signs."""
    return (
        Step(
            key="draft_letter",
            from_=(at,),
            to=at,
            by=(by,),
            title=_("起草公函"),
            hint=_("写给外单位，起草后由另一位同事签发。"),
            done=_("起草了公函"),
            fields=FIELDS,
            refuses=(guards.LETTER_FREE,),
            issues=Issues(kind="letter", move="draft"),
            citations=(LETTER,),
            quiet=True,
        ),
        Step(
            key="revise_letter",
            from_=(at,),
            to=at,
            by=(by,),
            title=_("改公函"),
            hint=_("改好由另一位同事签发；改过的人不能签。"),
            done=_("改了公函"),
            fields=FIELDS,
            refuses=(guards.LETTER_CHANGEABLE,),
            issues=Issues(kind="letter", move="revise"),
            citations=(cite(RULES, "21"),),
            quiet=True,
        ),
        Step(
            key="sign_letter",
            from_=(at,),
            to=at,
            by=(Party.SIGNER,),
            title=_("签发公函，编号盖章"),
            done=_("公函签发，编号盖章"),
            refuses=(guards.LETTER_DRAFTED, guards.ANOTHER_SIGNS),
            issues=Issues(kind="letter", move="sign"),
            citations=(cite(RULES, "22"),),
            quiet=True,
        ),
        Step(
            key="send_back",
            from_=(at,),
            to=at,
            by=(Party.SIGNER,),
            title=_("不签，退回去改"),
            hint=_("写明哪里要改，起草的人改好再来签。"),
            done=_("公函没签，退回去改"),
            fields=(Field("why"),),
            refuses=(guards.LETTER_DRAFTED,),
            issues=Issues(kind="letter", move="refuse"),
            citations=(cite(RULES, "22"),),
            quiet=True,
        ),
        Step(
            key="deliver_letter",
            from_=(at,),
            to=at,
            by=(by,),
            title=_("公函送出去了"),
            done=_("公函送到各单位"),
            tells=_("“%(title)s”：已经给有关单位发了公函，请他们按日子答复。"),
            fields=(Field("delivered_how"),),
            refuses=(guards.LETTER_SIGNED,),
            issues=Issues(kind="letter", move="deliver"),
            asks=Asks(fact="letter_to", question="answer", within="letter_answer", title=_("答复")),
            citations=(cite(RULES), county_rule("公函答复时限")),
        ),
        Step(
            key="drop_letter",
            from_=(at,),
            to=at,
            by=(by,),
            title=_("公函不发了，作废"),
            done=_("公函没发，作废了"),
            fields=(Field("why"),),
            refuses=(guards.LETTER_UNSENT,),
            issues=Issues(kind="letter", move="withdraw"),
            citations=(cite(RULES, "35"),),
            quiet=True,
        ),
        Step(
            key="withdraw_letter",
            from_=(at,),
            to=at,
            by=(by,),
            title=_("收回送出去的公函"),
            hint=_("收到函的单位和报的人都会听到原因；文号不再用。"),
            done=_("收回公函，作废了"),
            tells=_("“%(title)s”：给有关单位的公函收回了：%(why)s"),
            fields=(Field("why"),),
            refuses=(guards.LETTER_SENT,),
            issues=Issues(kind="letter", move="withdraw"),
            citations=(cite(RULES, "35"),),
        ),
    )
