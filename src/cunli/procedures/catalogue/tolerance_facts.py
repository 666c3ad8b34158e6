"""What is asked in a tolerance file: three distinctions and six factors, each in words, by either side.

No number, no level, no weight: nothing here can be added up. Whoever answers writes sentences, and a body decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cunli.procedures import shared
from cunli.procedures.grammar import Fact, FactType, Field, Outcome, Party, State, StateClass

if TYPE_CHECKING:
    from cunli.procedures.grammar import Words


@dataclass(frozen=True, slots=True)
class Question:
    """One of the nine: its key, its name on paper, and the question as it is asked."""

    key: str
    name: Words
    asks: Words


DISTINCTIONS = (
    Question("tried", _("第一个区分"), _("是缺少经验、先行先试出的错，还是明知故犯？")),
    Question("unclear", _("第二个区分"), _("是上面还没有明确限制时的探索，还是明令禁止后照样做？")),
    Question("unselfish", _("第三个区分"), _("是为推动发展的无意过失，还是为自己谋私利？")),
)
FACTORS = (
    Question("motive", _("动机态度"), _("为什么这样做，当时怎么想的？")),
    Question("conditions", _("客观条件"), _("当时是什么情况，有没有别的办法？")),
    Question("manner", _("程序方法"), _("怎么定的，问过谁，按没按程序？")),
    Question("nature", _("性质程度"), _("错在哪里，有多重？")),
    Question("consequence", _("后果影响"), _("造成了什么后果？")),
    Question("remedy", _("挽回损失"), _("后来补救了没有，怎么补的？")),
)
QUESTIONS = (*DISTINCTIONS, *FACTORS)
OWN, BODY = "own", "body"


def answer_key(side: str, question: Question) -> str:
    return f"{side}_{question.key}"


def _answers(side: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(key=answer_key(side, one), label=one.name, type=FactType.TEXT, hint=one.asks, personal=False)
        for one in QUESTIONS
    )


FACTS = (
    Fact(key="events", label=_("那件事的经过"), type=FactType.TEXT, personal=False),
    Fact(key="harm", label=_("出了什么问题"), type=FactType.TEXT, personal=False),
    Fact(key="concerned", label=_("说的是哪位干部"), type=FactType.OFFICER, personal=False),
    Fact(
        key="exhibit",
        label=_("当时的记录"),
        type=FactType.RECORD,
        hint=_("写事情的号码（像 HD-2026-00017），或者盖了章的文书上的 10 个数字。您自己看得到的才能放。"),
        personal=False,
    ),
    Fact(key="shows", label=_("它说明什么"), type=FactType.TEXT, personal=False),
    *_answers(OWN),
    *_answers(BODY),
    Fact(
        key="measure",
        label=_("照哪条细则"),
        type=FactType.CHOICE,
        options="tolerance.measures",
        hint=_("县里、市里的细则由县里录入；还没有录入的，就选“还没有录入细则”。"),
        personal=False,
    ),
    Fact(key="heard_on", label=_("哪天听的"), type=FactType.DAY, personal=False),
    Fact(key="heard_where", label=_("在哪里听的"), type=FactType.LINE, personal=False),
    Fact(key="heard_by", label=_("谁听的"), type=FactType.NAMES, hint=_("名字之间用顿号隔开。"), personal=False),
    Fact(key="heard_said", label=_("本人怎么说"), type=FactType.TEXT, personal=False),
    Fact(key="decided_by", label=_("哪个机关定的"), type=FactType.LINE, personal=False),
    Fact(key="decided_on", label=_("哪天定的"), type=FactType.DAY, personal=False),
    Fact(key="took_part", label=_("谁参加了"), type=FactType.NAMES, hint=_("名字之间用顿号隔开。"), personal=False),
    Fact(key="decision", label=_("怎么定的"), type=FactType.CHOICE, options="tolerance.decisions", personal=False),
    Fact(key="reasons", label=_("理由"), type=FactType.TEXT, personal=False),
    Fact(key="correct_what", label=_("要改正什么"), type=FactType.TEXT, personal=False),
    Fact(key="correct_who", label=_("谁来改"), type=FactType.LINE, personal=False),
    Fact(key="correct_by", label=_("哪天前改好"), type=FactType.DAY, personal=False),
    Fact(key="given_how", label=_("怎么送到的"), type=FactType.CHOICE, options="papers.delivery", personal=False),
    Fact(key="put_right", label=_("改了什么"), type=FactType.TEXT, personal=False),
    *shared.facts("why", "who_has_it_now", "again_on", "outcome", "own_words"),
)
OWN_ANSWERS = tuple(Field(answer_key(OWN, one), required=False) for one in QUESTIONS)
BODY_ANSWERS = tuple(Field(answer_key(BODY, one)) for one in QUESTIONS)
DECIDED = (Field("decided_by"), Field("decided_on"), Field("took_part"), Field("decision"), Field("reasons"))
TO_CORRECT = (Field("correct_what"), Field("correct_who"), Field("correct_by"))

STATES = (
    State(
        key="asked",
        cls=StateClass.OPEN,
        title=_("等着收下"),
        villager=_("收到了，等答复收不收"),
        sentence=_("提上来了，等着答复收不收。"),
        waits_for=Party.HOLDER,
        under="first_answer",
        tone="due",
    ),
    State(
        key="not_yet",
        cls=StateClass.WAITING,
        title=_("现在还不能收，到日子再看"),
        villager=_("现在还不能收，到日子再看"),
        sentence=_("现在还不能收，到日子自己提上来。"),
        waits_for=Party.HOLDER,
        under="again",
        tone="wait",
    ),
    State(
        key="looking",
        cls=StateClass.OPEN,
        title=_("正在了解情况"),
        villager=_("收下了，正在了解情况"),
        sentence=_("收下了，正在了解情况。"),
        waits_for=Party.HOLDER,
        under="decision",
    ),
    State(
        key="decided",
        cls=StateClass.OPEN,
        title=_("定了，还没送到本人"),
        villager=_("定了，书面的马上给您"),
        sentence=_("定了，书面的还没送到本人。"),
        waits_for=Party.HOLDER,
        under="delivery",
        tone="due",
    ),
    State(
        key="decided_to_correct",
        cls=StateClass.OPEN,
        title=_("定了要改正，还没送到本人"),
        villager=_("定了，书面的马上给您"),
        sentence=_("定了，有要改正的，书面的还没送到本人。"),
        waits_for=Party.HOLDER,
        under="delivery",
        tone="due",
    ),
    State(
        key="correcting",
        cls=StateClass.OPEN,
        title=_("正在改正"),
        villager=_("送到了，照着改正"),
        sentence=_("决定送到了，正在改正。"),
        waits_for=Party.HOLDER,
        under="correction",
    ),
    State(
        key="objected",
        cls=StateClass.OPEN,
        title=_("本人有不同意见，等答复"),
        villager=_("您的意见收到了，等答复"),
        sentence=_("本人对决定有不同意见，等着答复。"),
        waits_for=Party.HOLDER,
        under="objection",
        tone="due",
    ),
    State(
        key="settled",
        cls=StateClass.END,
        title=_("定了，归档"),
        villager=_("定了，书面的给您了"),
        sentence=_("定了，送到了本人，归了档。"),
        outcome=Outcome.NOT_ASKED,
    ),
    State(
        key="not_accepted",
        cls=StateClass.END,
        title=_("没有收"),
        villager=_("没有收，原因写在下面"),
        sentence=_("没有收，原因写明了。"),
        outcome=Outcome.ELSEWHERE,
        tone="calm",
    ),
)
