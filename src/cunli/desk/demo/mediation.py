"""Disputes in the invented county: asked for, talked over, failed, agreed by word, waiting to be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from cunli.accounts.selectors import villager_actor
from cunli.acts.steps import take_step
from cunli.cases.selectors import matter_for
from cunli.cases.services import keep_number
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import PROCEDURES, REPORTER, Opened, Tale
from cunli.lib.actors import Actor
from cunli.procedures.grammar import Step
from cunli.procedures.values import Value

PLACE, MEDIATOR, COLLEAGUE = "yangliupu", "wangxiumei", "sumingzhe"
WITH_ACCOUNT = 5
"""The dispute whose other side answers on their own phone."""


class MediationTale(Tale):
    """Between two households of one village; days are told as days before the anchor's."""

    def __init__(self, stage: Stage, nth: int, kind: str, title: str) -> None:
        one, other = _neighbours(stage, nth)
        told = Opened(procedure="mediation", kind=kind, title=title, village=PLACE, by=MEDIATOR, channel="counter")
        super().__init__(stage, told, asker=one)
        self.other = other

    def ask(self, at: datetime, **values: Value) -> None:
        person = self.other.person
        self.open(at, happened_at=None, other_side=[f"{person.name} {person.phone}".strip()], **values)

    def then(self, days_ago: int, clock: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), MEDIATOR, key, happened_at=None, **values)

    def begin(self, days_ago: int) -> None:
        """Accepted, and the first session two days later."""
        self.then(days_ago, "10:10", "accept")
        post = self.stage.posts[MEDIATOR][0]
        self.then(days_ago, "16:20", "begin", mediator=post.user_id, chosen_how="sides",
                  next_on=self.day(days_ago - 2), session_place="村调解室")  # fmt: skip

    def sit_down(self, days_ago: int, record: str, cooling: str, *, again_in: int, note: str = "") -> None:
        self.then(days_ago, "17:30", "hold_session", session_place="院子里", present=list(self.names), record=record,
                  cooling=cooling, sealed_note=note, next_on=self.day(days_ago - again_in))  # fmt: skip

    def of(self, days_ago: int, clock: str, key: str, fact: str, name: str, **values: Value) -> None:
        """A step about one of those who take part, whose number is known once they are seated."""

        def happens(now: datetime) -> None:
            self._step(now, MEDIATOR, key, None, {fact: self._seat(name), **values})

        self._plan(self.stage.moment(days_ago, clock), f"{key} {name}", happens)

    def _seat(self, name: str) -> int:
        return self._row().participants.seated().get(name=name).pk

    def gets_number(self, days_ago: int, clock: str, number: str) -> None:
        """The platform of the county has it too."""
        actor, outside = self.stage.actor(MEDIATOR), PROCEDURES["mediation"].outside[0]
        self._plan(
            self.stage.moment(days_ago, clock), "number",
            lambda now: keep_number(actor=actor, matter=self._row(), outside=outside, number=number, why="", at=now),
        )  # fmt: skip

    def says_willing(self, days_ago: int, clock: str) -> None:
        user = self.other.person.user
        if user is None:
            raise LookupError("the other side has an account")
        law = PROCEDURES["mediation"].step("say_willing")
        actor = villager_actor(user)
        self._plan(
            self.stage.moment(days_ago, clock), "willing",
            lambda now: self._takes(actor, law, now),
        )  # fmt: skip

    def _takes(self, actor: Actor, step: Step | None, now: datetime) -> None:
        if step is None:
            raise LookupError("say_willing")
        take_step(actor=actor, matter=matter_for(actor, self.ref), step=step, values={}, at=now)

    @property
    def names(self) -> tuple[str, str]:
        return (self.asker.person.name if self.asker else "", self.other.person.name)

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days=days_ago)).isoformat()


def _neighbours(stage: Stage, nth: int) -> tuple[Villager, Villager]:
    """Two grown people of two households."""
    homes = {one.household.pk: one for one in reversed(stage.villagers[PLACE])}
    found = sorted(homes.values(), key=lambda one: one.person.pk)
    one, other = found[2 * nth + 20], found[2 * nth + 21]
    if nth == WITH_ACCOUNT:
        other = next(each for each in found if each.person.user is not None and each.household != one.household)
    return one, other


def tell(stage: Stage) -> None:
    for story in (
        _brothers, _wall, _debt, _old_mother, _dogs, _water, _wages, _wife, _hens, _ditch, _loan, _path, _bank, _tree,
    ):  # fmt: skip
        story(stage)


def _brothers(stage: Stage) -> None:
    """Scene 9, the first time: nobody gives in, and the other ways are told."""
    tale = MediationTale(stage, 0, "division", "老房子怎么分，兄弟俩说不到一起")
    tale.ask(stage.moment(40, "09:20"), story="父亲去世后房子没写清归谁。")
    tale.begin(40)
    tale.then(38, "15:00", "invite_helper", helper=["老舅"], helper_is="舅舅", both_agree=True)
    peace = stage.unit("liuwan:peace").pk
    tale.then(38, "15:20", "report_risk", risk="老二抄起了铁锹，先拉开了。", reported_to=[peace])
    tale.sit_down(38, "都觉得自己出的钱多。", "red", again_in=3)
    tale.then(36, "09:00", "add_mediator", mediator=stage.posts[COLLEAGUE][0].user_id, chosen_how="sides")
    tale.sit_down(35, "还是不让。", "yellow", again_in=3)
    tale.then(33, "09:00", "extend", both_agree=True, why="都想再谈一次。")
    tale.then(32, "17:00", "fail", why="谁也不让。")


def _wall(stage: Stage) -> None:
    """Not solved at dusk, but calm: they come again in two days."""
    tale = MediationTale(stage, 1, "homestead", "院墙占了我家一尺地")
    tale.ask(stage.moment(4, "08:50"), story="去年垒墙的时候没量。", wish="把墙挪回去")
    tale.begin(4)
    note = "他怕的是丢面子，下次先单独说。"
    tale.sit_down(2, "两边一起量了一遍，差八寸。", "yellow", again_in=4, note=note)


def _debt(stage: Stage) -> None:
    """Agreed by word, paid in two parts, the first is paid."""
    tale = MediationTale(stage, 2, "debt", "帮着盖棚的工钱一直没给")
    tale.ask(stage.moment(20, "10:00"))
    tale.begin(20)
    tale.gets_number(19, "09:00", "TJ202611-0417")
    tale.then(18, "16:00", "agree_oral", points="工钱六百元，都认。", agreed="分两次给，每次三百元。",
              perform_where="村委会", perform_by=tale.day(8))  # fmt: skip
    tale.then(9, "11:00", "part_performed", performed="给了三百元。", perform_by=tale.day(-12))


def _old_mother(stage: Stage) -> None:
    """Written down, and one has not signed yet."""
    tale = MediationTale(stage, 3, "support", "老人轮着养，日子算不清")
    tale.ask(stage.moment(9, "09:00"))
    tale.begin(9)
    tale.sit_down(7, "都愿意养，日子要写明白。", "blue", again_in=4)
    tale.then(6, "08:30", "progress", note="两家各写一份日子表")
    tale.then(6, "16:00", "agree_written", points="两家都有份养。", agreed="一家半个月。",
              perform_where="各自家里", perform_by=tale.day(-25))  # fmt: skip
    tale.then(5, "16:00", "back_to_table", why="半个月太短，想一家一个月。", next_on=tale.day(3))
    tale.then(3, "16:00", "agree_written", points="两家都有份养。", agreed="一家一个月，药费对半出。",
              perform_where="各自家里", perform_by=tale.day(-25))  # fmt: skip
    tale.of(3, "16:10", "sign", "signed_by", tale.names[0], signed_how="finger")


def _dogs(stage: Stage) -> None:
    """Come in just now."""
    tale = MediationTale(stage, 4, "neighbours", "狗夜里叫，说了几回不管用")
    tale.ask(stage.ago(95))


def _water(stage: Stage) -> None:
    """Accepted, the other side has not been asked yet."""
    tale = MediationTale(stage, 5, "land", "浇地抢水，吵了两回")
    tale.ask(stage.moment(1, "09:00"))
    tale.then(1, "10:30", "accept")
    tale.says_willing(1, "12:30")


def _wages(stage: Stage) -> None:
    """For arbitration, not for mediation."""
    tale = MediationTale(stage, 6, "labour", "厂里扣了两个月工钱")
    tale.ask(stage.moment(12, "09:00"))
    tale.then(12, "15:00", "not_accept", why="厂里说不谈，只按仲裁来。", who_has_it_now="县劳动人事争议仲裁委员会")


def _wife(stage: Stage) -> None:
    """The other side says no."""
    tale = MediationTale(stage, 7, "family", "两口子闹着要分开过")
    tale.ask(stage.moment(10, "09:00"))
    tale.then(10, "10:30", "accept")
    tale.then(9, "10:30", "refuse", why="说是自己家的事，不用人管。")


def _hens(stage: Stage) -> None:
    """Settled, and the person says so."""
    tale = _agreed(stage, 8, "neighbours", "鸡吃了隔壁一垄白菜", agreed="赔三十元，鸡圈起来。")
    tale.then(23, "16:00", "deliver", outcome="钱给了")
    tale.step(stage.moment(23, "18:00"), REPORTER, "contest", own_words="鸡还没圈")
    tale.then(22, "16:00", "deliver", outcome="鸡圈好了")
    tale.step(stage.moment(22, "18:00"), COLLEAGUE, "asked_and_not", own_words="又飞出来两只")
    tale.then(20, "16:00", "deliver", outcome="钱给了，鸡圈严实了")
    tale.step(stage.moment(19, "09:00"), COLLEAGUE, "asked_and_good", own_words="清了，又说话了")
    tale.step(stage.moment(12, "09:00"), REPORTER, "reopen", own_words="鸡又出来了")
    tale.then(11, "16:00", "deliver", outcome="圈上加了网")
    tale.step(stage.moment(10, "09:00"), REPORTER, "confirm")
    tale.step(stage.moment(3, "09:00"), REPORTER, "still_good")


def _ditch(stage: Stage) -> None:
    """Performed, and nobody has said yet whether it is good: the night's sweep puts it away."""
    tale = _agreed(stage, 9, "neighbours", "排水沟通到谁家院外", agreed="一起挖一条新沟。")
    tale.then(20, "16:00", "deliver", outcome="沟挖好了")


def _loan(stage: Stage) -> None:
    """Not kept: told that they may sue."""
    tale = _agreed(stage, 10, "debt", "借的两千块一直拖着", agreed="月底还清。")
    tale.then(23, "10:00", "ask_court", court="县人民法院")
    tale.then(22, "10:00", "court_said", court_answer="dismissed")
    tale.of(21, "15:00", "follow_up", "visited", tale.names[1], performed="一分没还。", content="说手头紧")
    tale.then(20, "16:00", "not_kept", why="一分没还，劝了两回。")


def _path(stage: Stage) -> None:
    """The committee begins by itself and mediates, so a colleague goes and looks; a mediator is replaced on the way."""
    tale = MediationTale(stage, 11, "land", "地头的路被犁窄了")
    one, other = tale.names
    tale.opened, tale.asker = replace(tale.opened, opening="initiate", channel="grid", whole=True), None
    tale.ask(stage.moment(16, "09:00"), one_side=[one])
    tale.begin(16)
    why, colleague = "那边不想让村干部来调。", stage.posts[COLLEAGUE][0].user_id
    tale.then(15, "09:00", "replace_mediator", mediator=colleague, chosen_how="sides", why=why)
    tale.then(15, "10:00", "replace_mediator", mediator=stage.posts[MEDIATOR][0].user_id, chosen_how="sides",
              why="又说都认得王主任，还是她来。")  # fmt: skip
    _written(tale, 14, "各退一点，路恢复。", (one, other))
    tale.then(12, "10:00", "mediate_again", why="量的时候又吵起来了。", next_on=tale.day(11))
    _written(tale, 11, "各退半尺，路恢复。", (one, other))
    tale.then(9, "16:00", "deliver", outcome="路恢复了")
    tale.step(stage.moment(8, "18:00"), COLLEAGUE, "seen_not", looked="还差半尺")
    tale.then(7, "16:00", "deliver", outcome="半尺也退了")
    tale.step(stage.moment(6, "18:00"), COLLEAGUE, "seen_good", looked="车过得去了")


def _bank(stage: Stage) -> None:
    """Performed, and the person is to say whether it is good."""
    tale = MediationTale(stage, 12, "homestead", "屋檐水滴到邻居墙上")
    tale.ask(stage.moment(8, "09:00"))
    tale.begin(8)
    tale.then(6, "16:00", "agree_oral", points="屋檐出了墙。", agreed="装一条水槽。",
              perform_where="两家院墙", perform_by=tale.day(1))  # fmt: skip
    tale.then(1, "16:00", "deliver", outcome="水槽装好了")


def _tree(stage: Stage) -> None:
    """Written down, and then one side does not want it: whoever is unwilling ends it."""
    tale = MediationTale(stage, 13, "land", "地边的树遮了庄稼")
    tale.ask(stage.moment(15, "09:00"))
    tale.begin(15)
    tale.then(13, "15:00", "agree_written", points="树在地界上。", agreed="锯掉朝地的一半枝。",
              perform_where="地头", perform_by=tale.day(5))  # fmt: skip
    tale.then(12, "09:00", "refuse_to_sign", why="回家商量了，还是不愿意锯。")


def _written(tale: MediationTale, days_ago: int, agreed: str, sides: tuple[str, str]) -> None:
    """Written, signed by all and sealed on one day."""
    tale.then(days_ago, "15:00", "agree_written", points="路窄了半尺。", agreed=agreed,
              perform_where="地头", perform_by=tale.day(5))  # fmt: skip
    for minute, name in enumerate((*sides, "王秀梅")):
        tale.of(days_ago, f"15:1{minute}", "sign", "signed_by", name, signed_how="finger")
    tale.then(days_ago, "15:30", "seal_agreement")


def _agreed(stage: Stage, nth: int, kind: str, title: str, *, agreed: str) -> MediationTale:
    tale = MediationTale(stage, nth, kind, title)
    tale.ask(stage.moment(26, "09:00"))
    tale.begin(26)
    tale.then(24, "16:00", "agree_oral", points="两边都认。", agreed=agreed,
              perform_where="各自家里", perform_by=tale.day(20))  # fmt: skip
    return tale
