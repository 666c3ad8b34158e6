"""Households in trouble in the invented county, at every point of the way; a year is told within two months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cunli.cases.models import Answer
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.notices import services as notices
from cunli.notices.models import Notice
from cunli.procedures.catalogue.monitored_facts import CHECKS
from cunli.procedures.values import Value
from cunli.registry.models import Label

PLACE, CADRE, SECRETARY, TOWN, COUNTY = "yangliupu", "wangxiumei", "sumingzhe", "wujing", "duanhe"
WELL: dict[str, Value] = dict.fromkeys(CHECKS, True)
SURVEY: dict[str, Value] = {
    "window": "twelve_months", "income": 5_600_00, "spending": 18_000_00, "coping": "存款花完了，亲戚借过一轮",
    **WELL, "medicine": False, "labour": True,
}  # fmt: skip
BETTER: dict[str, Value] = {
    "window": "twelve_months",
    "income": 11_800_00,
    "coping": "羊卖了一茬",
    **WELL,
    "labour": True,
}


class MonitoredTale(Tale):
    """One household; days are told as days before the anchor's."""

    def __init__(self, stage: Stage, nth: int, kind: str, title: str, *, declared: bool = False) -> None:
        self.home = _homes(stage, declared=declared)[nth]
        opening, by = ("declare", REPORTER) if declared else ("find", CADRE)
        told = Opened(procedure="monitored_household", kind=kind, title=title, village=PLACE, by=by, opening=opening,
                      channel="self")  # fmt: skip
        super().__init__(stage, told, asker=self.home if declared else None)

    def lead(self, days_ago: int, source: str = "patrol") -> None:
        found: dict[str, Value] = {}
        if self.asker is None:
            found = {"source": source, "whose": f"{self.home.person.name}家"}
        self.open(self.stage.moment(days_ago, "08:40"), happened_at=None, **found)

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def visited(self, days_ago: int) -> None:
        person = self.home.person
        self.then(days_ago, "10:00", CADRE, "visit", household=self.home.household.pk,
                  signer=[f"{person.name} {person.phone}".strip()], **self._two())  # fmt: skip

    def surveyed(self, days_ago: int, **changed: Value) -> None:
        self.then(days_ago, "11:00", CADRE, "survey", signed_how="finger", **{**SURVEY, **changed})
        unit = self.stage.unit("county:farming").pk
        self.then(days_ago, "11:20", CADRE, "ask_compare", compared_by=[unit])

    def compared(self, days_ago: int) -> None:
        self.answer(self.stage.moment(days_ago, "09:00"), COUNTY, "county:farming", Answer.DONE, "比对过了，相符")
        self.then(
            days_ago, "09:30", CADRE, "compared", compared_on=self.day(days_ago), comparison="没有车，没有铺面，相符"
        )

    def judged(self, days_ago: int, kind: str = "sudden_severe_difficulty") -> None:
        self.then(days_ago, "15:00", SECRETARY, "judge", branch_present=["苏明哲", "孙二旺"],
                  committee_present=["王秀梅"], judged_facts="药费一个月一千五，地没人种",
                  differing="孙二旺说先看医保报多少",
                  judgement="报上去，帮着养羊", report_up=True, type=kind)  # fmt: skip

    def noticed(self, days_ago: int) -> None:
        self.then(days_ago, "16:00", CADRE, "appraise", appraisal="到会的都同意", boards="村委会公示栏\n三组路口")
        self.hung(days_ago, "17:00")

    def hung(self, days_ago: int, clock: str) -> None:
        self._of_notice(days_ago, clock, "hang", lambda notice, now: notices.post(
            actor=self.stage.actor(SECRETARY), notice=notice, at=now))  # fmt: skip

    def taken_down(self, days_ago: int, clock: str) -> None:
        self._of_notice(days_ago, clock, "take down", lambda notice, now: notices.withdraw(
            actor=self.stage.actor(SECRETARY), notice=notice, reason="名字写错了一个字", at=now))  # fmt: skip

    def decided(self, days_ago: int) -> None:
        self._of_notice(days_ago, "08:30", "conclude", lambda notice, now: notices.conclude(
            actor=self.stage.actor(CADRE), notice=notice, outcome="没有异议，往下报", at=now))  # fmt: skip
        self.then(days_ago, "10:00", CADRE, "assembly", body="representatives", authorised_by="年初的村民会议",
                  met_on=self.day(days_ago), members=30, present=26, agreed=25, plan="补助买羊，第一书记联系",
                  assignee=self.stage.unit("liuwan:civil").pk)  # fmt: skip

    def agreed(self, days_ago: int) -> None:
        self.then(days_ago, "15:00", TOWN, "town_agree", opinion="同意", assignee=self.stage.unit("county:farming").pk)

    def identified(self, days_ago: int) -> None:
        self.then(days_ago, "11:00", COUNTY, "identify", decision="局务会定的。", announced_at="村委会公示栏")

    def helped(self, days_ago: int) -> None:
        self.then(days_ago, "09:00", CADRE, "plan_measures", measures="买羊补八千元，下月到户。",
                  contact=self.stage.posts[SECRETARY][0].user_id)  # fmt: skip
        self.then(days_ago, "09:20", CADRE, "note_number", outside_number=f"990101{days_ago:04d}")

    def checked(self, days_ago: int) -> None:
        self.then(days_ago, "10:00", CADRE, "check_removal", stable_since=self.day(210), risk_gone=True,
                  household_agrees=True, **self._two(), **BETTER)  # fmt: skip

    def removal_sent(self, days_ago: int) -> None:
        """Appraised and hung a week before."""
        self.then(days_ago + 7, "16:00", CADRE, "appraise_removal", appraisal="都同意", boards="村委会公示栏")
        self.hung(days_ago + 7, "17:00")
        self._of_notice(days_ago, "08:30", "conclude", lambda notice, now: notices.conclude(
            actor=self.stage.actor(CADRE), notice=notice, outcome="没有异议", at=now))  # fmt: skip
        self.then(days_ago, "09:00", CADRE, "send_removal", assignee=self.stage.unit("liuwan:civil").pk)

    def until_helped(self, days_ago: int) -> None:
        """From the lead, seventeen days before, to the measures."""
        self.lead(days_ago + 13)
        self.visited(days_ago + 12)
        self.surveyed(days_ago + 12)
        self.compared(days_ago + 11)
        self.judged(days_ago + 11)
        self.noticed(days_ago + 10)
        self.decided(days_ago + 4)
        self.agreed(days_ago + 3)
        self.identified(days_ago + 2)
        self.helped(days_ago)

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days=days_ago)).isoformat()

    def _two(self) -> dict[str, Value]:
        first, second = (self.stage.posts[who][0].user_id for who in (CADRE, SECRETARY))
        return {"verifier": first, "verifier_two": second}

    def _of_notice(self, days_ago: int, clock: str, what: str, does: Callable[[Notice, datetime], Notice]) -> None:
        def happens(now: datetime) -> None:
            does(Notice.objects.unscoped("the demo plays its own").filter(ref=self.ref).latest("pk"), now)

        self._plan(self.stage.moment(days_ago, clock), what, happens)


def _homes(stage: Stage, *, declared: bool) -> list[Villager]:
    """One grown person of each household that is not monitored, in an order of its own; who declares by themself has
    an account."""
    held = Label.objects.unscoped("the demo looks at its own register").filter(kind="monitored", valid_until=None)
    labelled = set(held.values_list("household_id", flat=True))
    grown = [one for one in stage.villagers[PLACE] if (one.person.user_id is not None) == declared]
    homes = {one.household.pk: one for one in reversed(grown)}
    return [homes[pk] for pk in sorted(homes, reverse=True) if pk not in labelled]


def tell(stage: Stage) -> None:
    for story in (_sheep, _lead, _unsigned, _surveyed, _judged, _hanging, _town, _county, _measures,
                  _removal, _removal_town, _removal_county, _removed, _why_not, _taken_back):  # fmt: skip
        story(stage)


def _sheep(stage: Stage) -> None:
    """Scene 5: the son's accident, both committees, the county, sheep; once it was too early to let them go."""
    tale = MonitoredTale(stage, 0, "accident", "儿子车祸后干不了活，药钱花完了")
    tale.until_helped(30)
    tale.then(20, "16:00", SECRETARY, "review", reviewed="羊圈搭好了，买了十二只", income=6_200_00)
    tale.then(18, "16:00", CADRE, "progress", note="兽医来打过针")
    tale.checked(12)
    tale.then(10, "10:00", CADRE, "removal_back", why="药费又涨了，接着帮。")


def _lead(stage: Stage) -> None:
    MonitoredTale(stage, 0, "illness", "老伴住院，家里的钱花完了", declared=True).lead(1)


def _unsigned(stage: Stage) -> None:
    tale = MonitoredTale(stage, 2, "hands", "老人带着孙子，没人挣钱")
    tale.lead(2)
    tale.visited(1)


def _surveyed(stage: Stage) -> None:
    tale = MonitoredTale(stage, 3, "work", "厂子停了，半年没有活")
    tale.lead(4)
    tale.visited(3)
    tale.surveyed(3)
    tale.then(2, "09:00", CADRE, "survey_again", **{**SURVEY, "income": 5_900_00})


def _judged(stage: Stage) -> None:
    tale = MonitoredTale(stage, 4, "school", "两个孩子上学，学费凑不齐")
    tale.lead(5, "screening")
    tale.visited(4)
    tale.surveyed(4)
    tale.judged(3)


def _hanging(stage: Stage) -> None:
    """The first notice had a wrong name."""
    tale = MonitoredTale(stage, 5, "business", "猪得病死了一圈，贷款还不上")
    tale.lead(7)
    tale.visited(6)
    tale.surveyed(6)
    tale.compared(5)
    tale.judged(5)
    tale.noticed(4)
    tale.taken_down(3, "09:00")
    tale.then(3, "10:00", CADRE, "hang_again", boards="村委会公示栏\n三组路口")
    tale.hung(3, "11:00")


def _town(stage: Stage) -> None:
    """Sent back for the receipts, and up again."""
    tale = MonitoredTale(stage, 6, "costs", "看病自己掏的太多")
    tale.lead(12)
    tale.visited(11)
    tale.surveyed(11)
    tale.compared(10)
    tale.judged(10)
    tale.noticed(9)
    tale.decided(3)
    tale.then(2, "09:00", TOWN, "town_back", why="药费的票据没附上。")
    tale.then(2, "16:00", CADRE, "assembly", body="representatives", authorised_by="年初的村民会议", met_on=tale.day(3),
              members=30, present=26, agreed=25, plan="补助买羊", assignee=stage.unit("liuwan:civil").pk)  # fmt: skip


def _county(stage: Stage) -> None:
    tale = MonitoredTale(stage, 7, "disaster", "暴雨泡了房子和粮食")
    tale.lead(13)
    tale.visited(12)
    tale.surveyed(12)
    tale.compared(11)
    tale.judged(11)
    tale.noticed(10)
    tale.decided(4)
    tale.agreed(2)


def _measures(stage: Stage) -> None:
    tale = MonitoredTale(stage, 8, "disability", "腿截了，铺子关了")
    tale.lead(16)
    tale.visited(15)
    tale.surveyed(15)
    tale.compared(14)
    tale.judged(14)
    tale.noticed(13)
    tale.decided(6)
    tale.agreed(5)
    tale.identified(3)


def _removal(stage: Stage) -> None:
    tale = MonitoredTale(stage, 9, "business", "鸭子卖不出去")
    tale.until_helped(40)
    tale.checked(2)


def _removal_town(stage: Stage) -> None:
    tale = MonitoredTale(stage, 10, "work", "工地欠薪半年")
    tale.until_helped(41)
    tale.checked(11)
    tale.removal_sent(2)


def _removal_county(stage: Stage) -> None:
    tale = MonitoredTale(stage, 11, "school", "孩子上大学，借了一圈")
    tale.until_helped(42)
    tale.checked(12)
    tale.removal_sent(3)
    tale.then(2, "10:00", TOWN, "town_agree_removal", opinion="同意", assignee=stage.unit("county:farming").pk)


def _removed(stage: Stage) -> None:
    tale = MonitoredTale(stage, 12, "accident", "摔断了腿，地荒了一年")
    tale.until_helped(43)
    tale.checked(20)
    tale.removal_sent(11)
    tale.then(10, "10:00", TOWN, "town_agree_removal", opinion="同意", assignee=stage.unit("county:farming").pk)
    tale.then(6, "10:00", COUNTY, "remove", decision="局务会定的。", announced_at="村委会公示栏")


def _why_not(stage: Stage) -> None:
    """Not taken in, asked again, looked at again, and again not: the reasons stand beside their own numbers."""
    tale = MonitoredTale(stage, 1, "illness", "做手术花了三万，想纳入监测", declared=True)
    tale.lead(30)
    tale.visited(29)
    tale.then(
        28, "10:00", CADRE, "not_identified", why="手术费医保报了两万四。", what_would_change="又有大开支，带票据来。"
    )
    tale.then(20, "09:00", REPORTER, "again", own_words="又复查了两回")
    tale.visited(19)
    tale.surveyed(19, income=21_000_00, spending=6_000_00, medicine=True, coping="两个儿子在城里有活")
    tale.then(17, "10:00", CADRE, "not_identified", why="自己掏的六千元，两个儿子能出。",
              what_would_change="儿子断了活，或者又有大开支。")  # fmt: skip


def _taken_back(stage: Stage) -> None:
    tale = MonitoredTale(stage, 0, "work", "没活干，家里紧", declared=True)
    tale.lead(9)
    tale.then(8, "09:00", REPORTER, "take_back", own_words="儿子找到活了")
