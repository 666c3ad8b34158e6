"""Changes in homes, and a list of people to verify: every way such a thing can go, in the village on the plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cunli.acts import verifying
from cunli.acts.asking import answer_ask
from cunli.acts.steps import take_step
from cunli.cases.models import Answer, Ask, Listed
from cunli.cases.selectors import matter_for
from cunli.desk.demo.named import NAMED_HOMES, VILLAGERS
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import Opened, Tale
from cunli.procedures.values import Value
from cunli.registry.kinds import Relation
from cunli.registry.models import Household, Membership

VILLAGE, CADRE, SECRETARY, WINDOW, TOWN = "yangliupu", "wangxiumei", "sumingzhe", "zhouguifang", "liuzhiyuan"
WHY = "the demo tells of households it has just loaded"
GROWN_UP = 20


@dataclass(frozen=True, slots=True)
class Home:
    household: Household
    head: Membership
    others: Sequence[Membership]

    @property
    def name(self) -> str:
        return self.head.person.name


class LifeTale(Tale):
    """Told in days before the anchor's; written down by a cadre, checked by a colleague."""

    def __init__(self, stage: Stage, home: Home, event: str, title: str) -> None:
        self.home = home
        told = Opened(
            procedure="life_event", kind=event, opening=event, title=title, village=VILLAGE, by=CADRE, channel="self",
            whole=True,
        )  # fmt: skip
        super().__init__(stage, told)

    def begin(self, days_ago: int, **values: Value) -> None:
        day = (self.stage.today - timedelta(days=days_ago + 2)).isoformat()
        home: dict[str, Value] = {"home": self.home.household.pk, "on": day, "evidence": "户口本、证明都看过"}
        self.open(self.stage.moment(days_ago, "09:10"), happened_at=None, **{**home, **values})

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def seen_to(self, days_ago: int, clock: str, *, but: int = 0) -> None:
        """The town writes down what each office said; the last ``but`` lines stay open."""
        at = self.stage.moment(days_ago, clock)
        self.stage.plan(at, f"{self.opened.title} {clock}", lambda now: self._see_to(but, now))

    def answered(self, days_ago: int, clock: str, about: str, answer: Answer, said: str) -> None:
        at = self.stage.moment(days_ago, clock)
        self.stage.plan(at, f"{self.opened.title} {about}", lambda now: self._say(self._line(about), answer, said, now))

    def _see_to(self, but: int, at: datetime) -> None:
        asks = list(self._asks())
        for number, ask in enumerate(asks[: len(asks) - but]):
            answer = Answer.NO if number % 4 == 2 else Answer.DONE
            self._say(ask, answer, "没有这一项，不用办" if answer == Answer.NO else "办好了", at)

    def _asks(self) -> Iterator[Ask]:
        asks = Ask.objects.filter(matter__ref=self.ref, answer=Answer.OPEN).select_related("matter", "unit")
        yield from asks.order_by("id")

    def _line(self, about: str) -> Ask:
        return next(ask for ask in self._asks() if about in ask.about)

    def _say(self, ask: Ask, answer: Answer, said: str, at: datetime) -> None:
        actor = self.stage.actor(TOWN)
        answer_ask(actor=actor, ask=ask, answer=answer, said=said, answered_by=ask.unit.short_name, at=at)


def tell(stage: Stage) -> None:
    homes = iter(_homes(stage))
    for story in (_death, _birth, _came, _left, _married, _mistaken, _heard_wrong, _seen_alive):
        story(stage, next(homes))
    _one_of_two(stage, next(homes), next(homes))
    _verified(stage)


def _death(stage: Stage, home: Home) -> None:
    """The head died, the son is head now. Some of what follows is done, some waits for its office; that somebody had
    seen him was a mistake."""
    tale = LifeTale(stage, home, "death", f"{home.name}去世")
    tale.begin(6, person=home.head.person_id, new_head=home.others[0].person_id)
    tale.then(5, "10:20", SECRETARY, "check")
    tale.then(4, "09:10", CADRE, "say_alive", why="有人说在集上见过他")
    tale.then(4, "11:00", SECRETARY, "still_died", why="见的是他弟弟，死亡证明又看过一遍")
    tale.seen_to(3, "15:30", but=3)


def _birth(stage: Stage, home: Home) -> None:
    """All of it is done; something turned up afterwards, and that is done too."""
    tale = LifeTale(stage, home, "birth", f"{home.name}家生了孩子")
    child: dict[str, Value] = {"child_name": "未取名", "sex": "female", "parent": home.others[0].person_id}
    tale.begin(20, **child)
    tale.then(19, "09:00", SECRETARY, "check")
    tale.seen_to(15, "16:00")
    tale.then(14, "09:00", SECRETARY, "settle")
    tale.then(12, "08:40", CADRE, "go_on", own_words="户口上好了，医保还没办")
    tale.then(11, "09:00", SECRETARY, "add_line", new_line="到医保窗口补登记", owner=_unit(stage, "committee"))
    tale.seen_to(10, "10:00")
    tale.then(10, "15:00", SECRETARY, "settle")


def _came(stage: Stage, home: Home) -> None:
    """Written down this morning, nobody has looked yet."""
    tale = LifeTale(stage, home, "move_in", f"{home.name}家有人搬来")
    values: dict[str, Value] = {"new_name": "贺小田", "relation": "other", "origin": "邻县", "their_sex": "male"}
    tale.begin(1, **values)


def _left(stage: Stage, home: Home) -> None:
    """What is missing was said at once and is waited for."""
    gone = home.others[0].person
    tale = LifeTale(stage, home, "move_out", f"{gone.name}搬走")
    tale.begin(4, leaving=[gone.pk], destination="省城，跟女儿住")
    tale.then(3, "09:30", SECRETARY, "tell_missing", missing="那边的居住证")


def _married(stage: Stage, home: Home) -> None:
    """Proved later; a line that was nobody's has another owner; the town keeps an eye on the rest."""
    who = home.others[0].person
    tale = LifeTale(stage, home, "marriage", f"{who.name}结婚")
    tale.begin(16, marries=who.pk, new_name="冯小雨", their_sex="female", born_on="1998-04-06")
    tale.then(15, "09:20", SECRETARY, "tell_missing", missing="结婚证")
    tale.then(14, "10:00", CADRE, "progress", note="证在县里，明天拿回来")
    tale.then(13, "10:00", CADRE, "bring", brought="结婚证")
    tale.then(13, "15:00", SECRETARY, "check")
    tale.then(12, "09:00", SECRETARY, "add_line", new_line="新房的水表户名要改", owner=_unit(stage, "committee"))
    tale.answered(11, "09:00", "水表", Answer.OBJECTED, "水表归水务站")
    why = "村里说不归他们"
    station = _unit(stage, "station")
    tale.then(10, "09:00", SECRETARY, "hand_line", line="新房的水表户名要改", owner=station, why=why)
    tale.then(
        9, "11:00", SECRETARY, "refer", assignee=stage.unit("liuwan:peace").pk, why="书记去培训一个月，镇里先盯着"
    )


def _mistaken(stage: Stage, home: Home) -> None:
    """Not like that; asked for once more, and taken back by whoever wrote it."""
    gone = home.others[0].person
    tale = LifeTale(stage, home, "divide", f"{home.name}家分户：{gone.name}")
    tale.begin(12, leaving=[gone.pk], their_head=gone.pk)
    tale.then(11, "10:00", SECRETARY, "refuse", why="老人不知道要分户，先一家人商量")
    tale.then(10, "10:00", CADRE, "ask_again", own_words="说是商量好了")
    tale.then(9, "16:00", CADRE, "take_back", why="又不分了")


def _heard_wrong(stage: Stage, home: Home) -> None:
    """A death that was not one: the register is set right, what was done goes back line by line."""
    gone = home.others[0].person
    tale = LifeTale(stage, home, "death", f"{gone.name}去世")
    tale.begin(9, person=gone.pk)
    tale.then(8, "10:00", SECRETARY, "check")
    tale.seen_to(7, "15:00", but=2)
    tale.then(6, "09:00", CADRE, "say_alive", why="在省城住院，家里打来电话，听岔了")
    tale.then(6, "10:30", SECRETARY, "take_death_back")
    tale.seen_to(5, "15:00", but=1)


def _seen_alive(stage: Stage, home: Home) -> None:
    """Said yesterday; another has not looked yet."""
    gone = home.others[0].person
    tale = LifeTale(stage, home, "death", f"{gone.name}去世")
    tale.begin(3, person=gone.pk)
    tale.then(2, "10:00", SECRETARY, "check")
    tale.then(1, "16:00", CADRE, "say_alive", why="邻居说昨天还通过电话")


def _one_of_two(stage: Stage, home: Home, other: Home) -> None:
    """What was missing never came: the night's sweep has put it away."""
    tale = LifeTale(stage, home, "merge", f"{home.name}家并户")
    tale.begin(45, other_home=other.household.pk, relation="other")
    tale.then(44, "09:30", SECRETARY, "tell_missing", missing="两户的户口本")


def _verified(stage: Stage) -> None:
    """The town's list of 低保: most still to do, some verified in one way or another, one who moved away."""
    at = stage.moment(18, "09:00")
    done_by = stage.today + timedelta(days=25)
    stage.plan(at, "verification", lambda now: _draw_up(stage, now, done_by))
    visited: dict[str, Value] = {"how": "visited", "checked_by": "王秀梅", "checked_on": _day(stage, 12)}
    record: dict[str, Value] = {"how": "record", "checked_by": "县民政局", "checked_on": _day(stage, 11)}
    again: dict[str, Value] = {"why": "记录对不上人", "done_by": done_by.isoformat()}
    told: tuple[tuple[int, int, str, dict[str, Value]], ...] = (
        (13, 0, "help_at_home", {"note": "腿脚不便"}),
        (12, 0, "verify", visited),
        (11, 1, "verify", record),
        (9, 1, "look_again", again),
        (9, 2, "help_at_home", {}),
        (8, 2, "progress", {"note": "约了下周一上午"}),
        (7, 3, "cannot", {"why": "上月搬到县城女儿家了"}),
        (6, 4, "verify", record),
        (5, 1, "refer", {"assignee": stage.unit("liuwan:civil").pk, "why": "请民政办对一对"}),
    )
    for days_ago, number, key, values in told:
        _next(stage, days_ago, number, key, values)


def _draw_up(stage: Stage, at: datetime, done_by: date) -> None:
    verifying.draw_up(actor=stage.actor(TOWN), kind="dibao", done_by=done_by, at=at)
    verifying.go_on(at=at)


def _next(stage: Stage, days_ago: int, number: int, key: str, values: dict[str, Value]) -> None:
    at = stage.moment(days_ago, f"{9 + number:02d}:40")
    stage.plan(at, f"verification {number} {key}", lambda now: _take(stage, number, key, values, now))


def _take(stage: Stage, number: int, key: str, values: dict[str, Value], at: datetime) -> None:
    """By the town, of the list's so-and-so-many-th person."""
    listed = Listed.objects.unscoped(WHY).order_by("id").select_related("matter")[number]
    actor = stage.actor(TOWN)
    matter = matter_for(actor, listed.matter.ref if listed.matter else "")
    step = matter.law.step(key)
    if step is None:
        raise LookupError(key)
    take_step(actor=actor, matter=matter, step=step, values=values, at=at)


def _day(stage: Stage, days_ago: int) -> str:
    return (stage.today - timedelta(days=days_ago)).isoformat()


def _unit(stage: Stage, function: str) -> int:
    return stage.unit(f"{VILLAGE}:{function}").pk


def _homes(stage: Stage) -> list[Home]:
    """A head and somebody grown besides, a child if possible, whom no other story names; the last ones first."""
    taken = {name for plans in NAMED_HOMES.values() for plan in plans for name in plan.fixed.values()}
    taken |= {one.name for one in VILLAGERS}
    rows = Membership.objects.unscoped(WHY).on(stage.today).filter(household__village=stage.land.areas[VILLAGE])
    living: dict[int, list[Membership]] = {}
    for row in rows.select_related("person", "household").order_by("-household__household_no", "id"):
        living.setdefault(row.household_id, []).append(row)
    found = [home for members in living.values() if (home := _home(members, stage)) is not None]
    free = [home for home in found if home.name not in taken]
    return sorted(free, key=lambda home: home.others[0].relation != Relation.CHILD)


def _home(members: Sequence[Membership], stage: Stage) -> Home | None:
    born_before = stage.today.year - GROWN_UP
    head = next((row for row in members if row.relation == Relation.HEAD), None)
    grown = [row for row in members if row.person.born_on and row.person.born_on.year < born_before and row != head]
    if head is None or not grown:
        return None
    return Home(head.household, head, sorted(grown, key=lambda row: row.relation == Relation.SPOUSE))
