"""What every matter that people ask for has in common: told, confirmed or contested, reopened, asked again.

The words for the end are the same in every procedure, so that *closed* and *solved* mean one thing everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.lib.citations import cite, county_rule
from cunli.procedures.grammar import (
    ASK_AGAIN,
    Fact,
    FactType,
    Field,
    Outcome,
    Party,
    State,
    StateClass,
    Step,
    Term,
    optional,
)
from cunli.procedures.guards import Guard
from cunli.procedures.lengths import county

if TYPE_CHECKING:
    from cunli.lib.citations import Citation
    from cunli.procedures.grammar import Words

LAST_WORD = cite("国办发〔2019〕51号")
TWO_ANSWERS = county_rule("办结、回访和重开")
UNSOLVED_TELLS = _("“%(title)s”眼下办不成：%(why)s。不同意，可以到镇里说，也可以点“再办”。")

FACTS = (
    Fact(key="assignee", label=_("谁来办"), type=FactType.UNIT),
    Fact(key="officer", label=_("具体谁去"), type=FactType.OFFICER),
    Fact(key="why", label=_("为什么"), type=FactType.TEXT),
    Fact(key="who_has_it_now", label=_("现在归谁"), type=FactType.LINE),
    Fact(key="what_would_change", label=_("怎样就能办"), type=FactType.TEXT),
    Fact(key="again_on", label=_("哪天再看"), type=FactType.DAY),
    Fact(key="outcome", label=_("弄成什么样了"), type=FactType.TEXT),
    Fact(key="own_words", label=_("他自己怎么说"), type=FactType.TEXT),
    Fact(key="looked", label=_("看见了什么，问了谁"), type=FactType.TEXT),
    Fact(key="note", label=_("说一句"), type=FactType.TEXT),
    Fact(key="photo", label=_("照片"), type=FactType.PHOTO, hint=_("照片有就加，没有也行。")),
)


def facts(*keys: str) -> tuple[Fact, ...]:
    """Some of them, for a procedure that does not need all."""
    return tuple(fact for fact in FACTS if fact.key in keys)


LAST_STATES = (
    State(
        key="fixed",
        cls=StateClass.WAITING,
        title=_("办完了，等他看"),
        villager=_("办完了，请您看看好了没有"),
        sentence=_("办完了，等本人说好了没有。"),
        waits_for=Party.REPORTER,
        under="confirm",
        tone="wait",
        handled=True,
    ),
    State(
        key="solved",
        cls=StateClass.END,
        title=_("解决了"),
        villager=_("好了"),
        sentence=_("解决了。"),
        outcome=Outcome.SOLVED,
    ),
    State(
        key="closed",
        cls=StateClass.END,
        title=_("办完了，还没问到本人"),
        villager=_("办完了，您还没说好没好"),
        sentence=_("办完了，还没问到本人。"),
        outcome=Outcome.NOT_ASKED,
        tone="due",
    ),
    State(
        key="not_solved",
        cls=StateClass.END,
        title=_("没办成"),
        villager=_("没办成，原因写在下面"),
        sentence=_("没办成，原因写明了。"),
        outcome=Outcome.NOT_SOLVED,
        tone="calm",
    ),
)


SEEN = ("seen_good", "seen_not")
AGAIN = ("contest", "asked_and_not", "seen_not", "reopen")
"""The last steps with which it goes on: what was to be done has to be done again."""


def revive(*, citation: Citation, tells: Words | None = None) -> Step:
    """The day on which it was to be looked at again has come: it lies there again by itself."""
    return Step(
        key="revive",
        from_=("not_yet",),
        to="asked",
        by=(Party.SYSTEM,),
        title=_("到日子了，再看"),
        done=_("到了说好的日子，又提上来"),
        tells=tells or _("“%(title)s”到了说好再看的日子，又提上来了。"),
        citations=(citation,),
    )


def progress(*, from_: tuple[str, ...], by: tuple[Party, ...] = (Party.ASSIGNEE, Party.DESK, Party.TOWN)) -> Step:
    """A note on the way; it meets no clock but the person is told."""
    return Step(
        key="progress",
        from_=from_,
        to="",
        by=by,
        title=_("加一句话"),
        done=_("说了一句"),
        tells=_("“%(title)s”：%(note)s"),
        fields=(Field("note"), optional("photo")),
        citations=(TWO_ANSWERS,),
    )


def refer(*, from_: tuple[str, ...], to: str, by: tuple[Party, ...], refuses: tuple[Guard, ...] = ()) -> Step:
    """Hand it to someone else, with the reason."""
    return Step(
        key="refer",
        from_=from_,
        to=to,
        by=by,
        title=_("转给别人办"),
        done=_("转给别人办了"),
        tells=_("“%(title)s”现在由%(assignee)s来办。"),
        fields=(Field("assignee"), optional("officer"), Field("why")),
        refuses=refuses,
        citations=(county_rule("转办"),),
        assigns=True,
    )


def close_unsolved(
    *, from_: tuple[str, ...], by: tuple[Party, ...], fields: tuple[Field, ...] = (), tells: Words = UNSOLVED_TELLS
) -> Step:
    """It ends without being solved; ``fields`` are asked beside the reason and what would change it."""
    return Step(
        key="close_unsolved",
        from_=from_,
        to="not_solved",
        by=by,
        title=_("办不成，说明原因"),
        done=_("没办成"),
        tells=tells,
        fields=(Field("why"), Field("what_would_change"), optional("who_has_it_now"), *fields),
        citations=(TWO_ANSWERS,),
        closes_asks=True,
    )


def move_day(*, from_: str, refuses: tuple[Guard, ...], citation: Citation, tells: Words = "") -> Step:
    """The day until which it was to be done is moved, with the reason."""
    return Step(
        key="move_day",
        from_=(from_,),
        to=from_,
        by=(Party.HOLDER,),
        title=_("日子要改，说明原因"),
        done=_("改了日子"),
        tells=tells,
        fields=(Field("done_by"), Field("why")),
        refuses=refuses,
        citations=(citation,),
    )


def last_steps(*, back_to: str, unsolved: Step, witness: bool = True) -> tuple[Step, ...]:
    """Confirm, contest, silence, not solved (``close_unsolved``), reopen, and the question four weeks later.

    Nobody marks their own work. Where whoever handled it is also the one who reported it, nobody else can be asked: a
    colleague goes and looks instead. Even when it is good the matter ends as not asked, never as solved, because
    *solved* means that the person who asked has said so. Without ``witness`` where that cannot come about: who asks is
    seated as a side, and handles nothing of it.
    """
    found = (
        Step(
            key="confirm",
            from_=("fixed", "closed"),
            to="solved",
            by=(Party.REPORTER,),
            title=_("好了"),
            done=_("本人说好了"),
            citations=(LAST_WORD,),
            main=True,
            quiet=True,
        ),
        Step(
            key="contest",
            from_=("fixed", "closed"),
            to=back_to,
            by=(Party.REPORTER,),
            title=_("没好"),
            done=_("本人说没好"),
            tells=_("“%(title)s”您说没好，我们接着办。"),
            fields=(Field("own_words"),),
            citations=(LAST_WORD,),
        ),
        Step(
            key="asked_and_good",
            from_=("fixed", "closed"),
            to="solved",
            by=(Party.CALLER,),
            title=_("问过了，他说好了"),
            hint=_("谁办的谁不能问，要换一个人问。"),
            done=_("打电话或当面问过，说好了"),
            fields=(Field("own_words"),),
            citations=(LAST_WORD,),
            quiet=True,
        ),
        Step(
            key="asked_and_not",
            from_=("fixed", "closed"),
            to=back_to,
            by=(Party.CALLER,),
            title=_("问过了，他说没好"),
            done=_("打电话或当面问过，说没好"),
            tells=_("“%(title)s”您说没好，我们接着办。"),
            fields=(Field("own_words"),),
            citations=(LAST_WORD,),
        ),
        Step(
            key="seen_good",
            from_=("fixed",),
            to="closed",
            by=(Party.WITNESS,),
            title=_("去看过了，好了"),
            hint=_("办的人自己报的，问他等于自己说自己好。没经手的人去看一眼，或者问问旁边的人。"),
            done=_("没经手的人去看过，好了"),
            fields=(Field("looked"),),
            citations=(LAST_WORD,),
            main=True,
            quiet=True,
        ),
        Step(
            key="seen_not",
            from_=("fixed", "closed"),
            to=back_to,
            by=(Party.WITNESS,),
            title=_("去看过了，没好"),
            done=_("没经手的人去看过，没好"),
            tells=_("“%(title)s”去看过了，没好：%(looked)s 请接着办。"),
            fields=(Field("looked"),),
            citations=(LAST_WORD,),
        ),
        Step(
            key="close_unasked",
            from_=("fixed",),
            to="closed",
            by=(Party.SYSTEM,),
            title=_("到日子了，没问到本人"),
            done=_("到日子了，还没问到本人"),
            tells=_("“%(title)s”到日子没等到您的话，先收起来。没好您随时说，我们接着办。"),
            citations=(TWO_ANSWERS,),
        ),
        unsolved,
        Step(
            key="reopen",
            from_=("solved", "closed", "not_solved"),
            to=back_to,
            by=(Party.REPORTER, Party.CALLER, Party.WITNESS),
            title=_("还是不行，再办"),
            done=_("重新开始办"),
            tells=_("“%(title)s”重新开始办了。"),
            fields=(Field("own_words"),),
            citations=(TWO_ANSWERS,),
        ),
        Step(
            key="still_good",
            from_=("solved",),
            to="solved",
            by=(Party.REPORTER, Party.CALLER),
            title=_("过了一阵，还好"),
            done=_("四周后再问：还好"),
            citations=(TWO_ANSWERS,),
            quiet=True,
        ),
    )
    return found if witness else tuple(step for step in found if step.key not in SEEN)


def last_terms(*, after: tuple[str, ...], witness: bool = True) -> tuple[Term, ...]:
    """The clocks of the last steps: until the person says so, ``after`` the steps that fix it; and four weeks later."""
    return (
        Term(
            key="confirm",
            title=_("等本人说"),
            starts=after,
            met_by=("confirm", "contest", "asked_and_good", "asked_and_not", *(SEEN if witness else ())),
            length=county("confirm"),
            citation=TWO_ANSWERS,
            late="close_unasked",
        ),
        Term(
            key="second_question",
            title=_("四周后再问一次"),
            starts=("confirm", "asked_and_good"),
            met_by=("still_good", "reopen"),
            length=county("second_question"),
            citation=TWO_ANSWERS,
            late=ASK_AGAIN,
            shown=False,
        ),
    )
