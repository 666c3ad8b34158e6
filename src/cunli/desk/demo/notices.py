"""Two notices of the invented county, one concluded and one that hangs; objections to them and to other things, one in
each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cunli.acts.filing import file_matter
from cunli.cases.services import Place, Reporter
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import PROCEDURES, REPORTER, Opened, Tale
from cunli.lib.actors import ANONYMOUS
from cunli.notices import services
from cunli.notices.models import Notice
from cunli.notices.services import Sheet
from cunli.procedures.values import Value

TOWN = "lujiancheng"

POINTS = Sheet(
    kind="points", title="三季度积分公示", days=7, hangs_at=("村委会公示栏", "三组路口"),
    text="一组\n王守田家：12 分（清沟 5、开会 4、帮邻居收玉米 3）\n二组\n孙长山家：9 分（护林 5、开会 4）",
)  # fmt: skip
MONITORED = Sheet(
    kind="monitored", title="防返贫监测对象公示", days=5, hangs_at=("村委会公示栏",),
    text="孙长山家，三组，3 口人，因尿毒症支出大，拟纳入监测。\n联系人电话 13800138000。",
)  # fmt: skip


def tell(stage: Stage) -> None:
    _Hung(stage, POINTS, days_ago=14, objection="王守田家多算了 3 分").concluded(days_ago=6)
    _Hung(stage, MONITORED, days_ago=2, objection="孙长山家的大儿子在城里有房，请再查查")
    for story in (_looked_into, _named, _settled, _silent, _elsewhere, _taken_back, _no_books, _again, _own):
        story(stage)


class Complaint(Tale):
    """Days are told as days before the anchor's."""

    def __init__(self, stage: Stage, who: str, kind: str, title: str) -> None:
        told = Opened(procedure="objection", kind=kind, title=title, village="yangliupu", by=who, channel="self")
        super().__init__(stage, told)

    def begin(self, days_ago: int) -> None:
        self.open(self.stage.moment(days_ago, "09:20"))

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def answered(self, days_ago: int, *, found: str, outcome: str, changed: str) -> None:
        self.then(days_ago + 3, "10:00", TOWN, "accept")
        self.then(days_ago + 1, "15:00", TOWN, "find", found=found)
        self.then(days_ago, "16:30", TOWN, "answer", outcome=outcome, changed=changed)


def _looked_into(stage: Stage) -> None:
    tale = Complaint(stage, "zhouguifang", "manner", "打电话问补贴，两次没人接")
    tale.begin(4)
    tale.then(3, "09:10", TOWN, "accept")


def _settled(stage: Stage) -> None:
    tale = Complaint(stage, "sunerwang", "decision", "三组的修路工少记了一天")
    tale.begin(30)
    tale.answered(24, found="工单上是记了的，汇总漏了。", outcome="是少记了。", changed="补记一天。")
    tale.then(23, "08:40", REPORTER, "contest", own_words="是少记两天")
    tale.then(22, "10:00", TOWN, "progress", note="去找记工员对账")
    tale.then(21, "15:00", TOWN, "find", found="第二天是半天。")
    tale.then(20, "16:00", TOWN, "answer", outcome="第二天干了半天。", changed="再补半天。")
    tale.then(19, "08:40", REPORTER, "confirm")


def _silent(stage: Stage) -> None:
    """Answered, and nobody has said whether that settles it: the night's sweep puts it away."""
    tale = Complaint(stage, "sunerwang", "rating", "评先进没有开会")
    tale.begin(34)
    tale.answered(
        28, found="开过，通知贴在一组，三组没看到。", outcome="会开过，通知没贴到三组。", changed="以后每个组都贴。"
    )


def _named(stage: Stage) -> None:
    """Whoever is named sees it no more."""
    tale = Complaint(stage, "sunerwang", "manner", "登记的时候话说得难听")
    tale.begin(5)
    tale.then(3, "09:30", TOWN, "name", named=stage.posts["zhouguifang"][0].user_id)
    tale.then(3, "09:40", TOWN, "accept")


def _again(stage: Stage) -> None:
    """Somebody else asks: not good; then good, and four weeks later still good; then it is not."""
    tale = Complaint(stage, "zhouguifang", "decision", "窗口的加班没有算")
    tale.begin(58)
    tale.answered(52, found="值班表上有。", outcome="是漏了。", changed="补上。")
    tale.then(51, "10:00", "sumingzhe", "asked_and_not", own_words="还没补")
    tale.then(50, "10:00", TOWN, "find", found="财务没收到单子。")
    tale.then(49, "10:00", TOWN, "answer", outcome="单子压住了。", changed="今天补了。")
    tale.then(48, "10:00", "sumingzhe", "asked_and_good", own_words="补上了")
    tale.then(19, "09:00", REPORTER, "still_good")
    tale.then(18, "09:00", REPORTER, "reopen", own_words="上个月又漏了")


def _own(stage: Stage) -> None:
    """Who objects also answers, so somebody else goes and looks, twice."""
    tale = Complaint(stage, TOWN, "rating", "打分表上漏了一栏")
    tale.begin(20)
    tale.answered(14, found="印的时候漏了。", outcome="漏了一栏。", changed="重印。")
    tale.then(13, "10:00", "sumingzhe", "seen_not", looked="村里发的还是旧表")
    tale.then(12, "10:00", TOWN, "answer", outcome="新表送到村里了。", changed="旧表收回。")
    tale.then(11, "10:00", "sumingzhe", "seen_good", looked="换成新表了")


def _elsewhere(stage: Stage) -> None:
    tale = Complaint(stage, "zhouguifang", "decision", "法院判的地界不对")
    tale.begin(16)
    tale.then(
        14, "10:10", TOWN, "not_accept", why="法院的判决镇里改不了。", who_has_it_now="县法院，照判决书上写的日子上诉。"
    )


def _taken_back(stage: Stage) -> None:
    tale = Complaint(stage, "machunsheng", "other", "公示栏的玻璃碎了没人管")
    tale.begin(12)
    tale.then(11, "08:30", REPORTER, "take_back", own_words="今早换上了")


def _no_books(stage: Stage) -> None:
    tale = Complaint(stage, "machunsheng", "other", "十五年前的沟渠工钱不对")
    tale.begin(25)
    tale.then(23, "09:30", TOWN, "accept")
    tale.then(
        18, "11:00", TOWN, "close_unsolved", why="那几年的账本找不到。", what_would_change="找到账本或当时的工单。"
    )


class _Hung:
    """Drafted by the village's secretary, hung by the first secretary, objected to by somebody without an account."""

    def __init__(self, stage: Stage, sheet: Sheet, *, days_ago: int, objection: str) -> None:
        self.stage, self.sheet, self.objection = stage, sheet, objection
        self.notice: Notice | None = None
        self.tale = Tale(
            stage, Opened(procedure="objection", kind="notice", title=objection, village="yangliupu", by="anybody")
        )  # fmt: skip
        self._plan(days_ago, "09:10", self._draft)
        self._plan(days_ago, "10:30", self._post)
        self._plan(days_ago - 1, "19:20", self._object)

    def concluded(self, *, days_ago: int) -> None:
        moment = self.stage.moment
        self.tale.step(moment(days_ago + 6, "09:00"), TOWN, "accept")
        self.tale.step(moment(days_ago + 4, "10:00"), TOWN, "find", found="看了签到表，那次他家没有人来。")
        self.tale.step(
            moment(days_ago + 3, "16:00"), TOWN, "answer", outcome="是多算了。", changed="扣回 3 分，重新算。"
        )  # fmt: skip
        self._plan(days_ago, "09:00", self._conclude)

    def _plan(self, days_ago: int, clock: str, happens: Callable[[datetime], None]) -> None:
        self.stage.plan(self.stage.moment(days_ago, clock), f"{self.sheet.title}: {happens.__name__}", happens)

    def _draft(self, at: datetime) -> None:
        self.notice = services.draft(actor=self.stage.actor("wangxiumei"), sheet=self.sheet, at=at)

    def _post(self, at: datetime) -> None:
        self.notice = services.post(actor=self.stage.actor("sumingzhe"), notice=self._hung(), at=at)

    def _object(self, at: datetime) -> None:
        law = PROCEDURES["objection"]
        done = file_matter(
            actor=ANONYMOUS, procedure=law, opening=law.openings[0], title=self.objection, kind="notice",
            channel="self", place=Place(area=self.stage.land.areas["yangliupu"]), reporter=Reporter(),
            values={"notice": self._hung().code}, at=at,
        )  # fmt: skip
        self.tale.ref = done.ref

    def _conclude(self, at: datetime) -> None:
        said = "有一条异议，查实后扣回 3 分，其余照公示的记。"
        services.conclude(actor=self.stage.actor("wangxiumei"), notice=self._hung(), outcome=said, at=at)

    def _hung(self) -> Notice:
        if self.notice is None:
            raise LookupError(self.sheet.title)
        return self.notice
