"""Assistance in the invented county: applied for, decided, paid by a list, looked at, and once stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from cunli.acts.paying import read_bank_file
from cunli.benefits import services
from cunli.benefits.models import Form, Payment, PaymentList, Rhythm
from cunli.benefits.selectors import payments_of
from cunli.benefits.services.programmes import Terms
from cunli.benefits.services.sending import line_no
from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.lib.money import plain_yuan
from cunli.lib.terms import day_of
from cunli.notices import services as notices
from cunli.notices.models import Notice
from cunli.procedures.values import Value

PLACE, CADRE, SECRETARY, TOWN, OTHER = "yangliupu", "wangxiumei", "sumingzhe", "wujing", "dingxiulan"
COUNTY, COLLEAGUE = "songmin", "tangli"
WHY = "the demo plays its own"
Programme = tuple[str, str, int | None, list[dict[str, object]]]
"""Kind, what it gives, at most how many fen, and its rules."""
MONTHLY: tuple[Programme, ...] = (
    ("dibao", "每月补到低保标准", 60_000, [{"fact": "income_per_head_fen", "is": "below", "value": 60_000}]),
    ("destitute", "供养和照料", None, [{"fact": "label", "is": "has_not", "value": ["dibao"]}]),
    ("age_allowance", "每月 100 元", 10_000, [{"fact": "age", "is": "at_least", "value": 80}]),
    ("disability_living", "每月 100 元", 10_000, [{"fact": "label", "is": "has", "value": ["disabled"]}]),
    ("disability_care", "每月 100 元", 10_000, [{"fact": "label", "is": "has", "value": ["disabled"]}]),
)
ONCE: tuple[Programme, ...] = (
    ("farming_support", "买种苗种畜，一户最多 8000 元", 800_000,
     [{"fact": "label", "is": "has", "value": ["monitored", "lifted_out_of_poverty"]}]),
    ("urgent_aid", "突然遇上难事，一次给", 300_000, [{"fact": "lives_here", "is": "yes"}]),
)  # fmt: skip


class BenefitTale(Tale):
    """One application; days are told as days before the anchor's."""

    def __init__(self, stage: Stage, nth: int, kind: str, title: str, *, opening: str = "apply_for") -> None:
        who = _people(stage)[nth]
        by = REPORTER if opening == "apply" else CADRE
        told = Opened(
            procedure="benefit_application", kind=kind, title=title, village=PLACE, by=by, opening=opening,
            channel="self" if opening == "apply" else "counter",
        )  # fmt: skip
        super().__init__(stage, told, asker=_with_account(stage) if opening == "apply" else who)

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def asked(self, days_ago: int, **values: Value) -> None:
        self.open(self.stage.moment(days_ago, "08:40"), happened_at=None, **values)

    def checked(self, days_ago: int, found: str) -> None:
        self.then(days_ago, "09:00", TOWN, "accept")
        self.then(days_ago, "10:30", CADRE, "check", checked_by=["吴静", "王秀梅"], found=found, authorised=True,
                  income_per_head_fen=410_00, property_ok=True)  # fmt: skip

    def sent_up(self, days_ago: int) -> None:
        self.then(days_ago, "15:00", TOWN, "send_up", opinion="情况属实", assignee=self.stage.unit("county:civil").pk)

    def decided(self, days_ago: int, fen: int, *, by: str = COUNTY) -> None:
        self.then(days_ago, "10:00", by, "decide_yes", why="符合规定", amount_fen=fen, since=self.day(days_ago))

    def noticed(self, days_ago: int) -> None:
        """Hung ten days before, concluded and noted now."""
        self.then(days_ago + 10, "14:00", CADRE, "appraise", appraisal="到会的都同意")
        self.then(days_ago + 10, "15:00", CADRE, "hang", proposed="买种羊 8000 元", boards="村委会公示栏\n三组路口")
        self._of_notice(days_ago + 10, "16:00", lambda notice, now: notices.post(
            actor=self.stage.actor(SECRETARY), notice=notice, at=now))  # fmt: skip
        self._of_notice(days_ago, "08:20", lambda notice, now: notices.conclude(
            actor=self.stage.actor(CADRE), notice=notice, outcome="没有异议", at=now))  # fmt: skip
        self.then(days_ago, "08:40", CADRE, "noticed")

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days=days_ago)).isoformat()

    def _of_notice(self, days_ago: int, clock: str, does: Callable[[Notice, datetime], Notice]) -> None:
        def happens(now: datetime) -> None:
            does(Notice.objects.unscoped(WHY).filter(ref=self.ref).latest("pk"), now)

        self._plan(self.stage.moment(days_ago, clock), "notice", happens)


def tell(stage: Stage) -> None:
    stage.plan(stage.moment(58, "09:00"), "programmes", lambda now: _rule(stage, now))
    for story in (_sheep, _new, _burnt, _checking, _deciding, _refused, _refusing, _granted, _delegated, _elsewhere,
                  _taken_back, _moved, _reduced, _stopped, _hearing, _heard, _own_officer, _not_yet):  # fmt: skip
        story(stage)
    _list(stage)


def _rule(stage: Stage, now: datetime) -> None:
    county_id = stage.land.areas["county"].pk
    for kinds, rhythm in ((MONTHLY, Rhythm.MONTHLY), (ONCE, Rhythm.ONCE)):
        for kind, gives, most, rules in kinds:
            form = Form.KIND if most is None else Form.MONEY
            terms = Terms(
                kind=kind, form=form, rhythm=rhythm, gives=gives, most_fen=most, rules=rules,
                valid_from=day_of(now), source="禾川县救助补贴标准（编的，只给演示用）",
            )  # fmt: skip
            services.write_programme(actor=stage.actor(COUNTY), county_id=county_id, terms=terms, at=now)


def _sheep(stage: Stage) -> None:
    """Scene 5: appraised, hung, decided, and the bank has paid; the flock is to be looked at."""
    tale = BenefitTale(stage, 0, "farming_support", "儿子伤残，想养羊，差买种羊的钱")
    tale.asked(42)
    tale.checked(41, "儿子车祸伤残，院里搭得下羊圈")
    tale.noticed(30)
    tale.sent_up(29)
    tale.decided(26, 800_000)


def _not_yet(stage: Stage) -> None:
    """Paid by the same list; looked at twice."""
    tale = BenefitTale(stage, 1, "farming_support", "想养两头牛，差买牛的钱")
    tale.asked(48)
    tale.checked(47, "有牛棚，劳力够")
    tale.noticed(36)
    tale.sent_up(35)
    tale.decided(33, 600_000)
    tale.then(15, "10:00", CADRE, "not_used", why="集上没有合适的牛。")
    tale.then(4, "10:00", CADRE, "check_use", used="买了两头小母牛，喂得好")
    tale.then(3, "09:00", SECRETARY, "asked_and_good", own_words="牛都好")
    tale.then(2, "09:00", REPORTER, "still_good")


def _new(stage: Stage) -> None:
    BenefitTale(stage, 2, "dibao", "家里只剩一亩地，想申请低保", opening="apply").asked(1)


def _burnt(stage: Stage) -> None:
    """Helped at once; of two, one's papers are in and it was given."""
    tale = BenefitTale(stage, 3, "urgent_aid", "灶屋着火，没地方做饭", opening="help_first")
    tale.asked(20, helped_with="米面油和一床被子", helped_fen=500_00)
    tale.then(19, "09:00", TOWN, "complete", note="补了申请表")
    tale.then(19, "10:00", CADRE, "check", checked_by=["吴静", "王秀梅"], found="灶屋烧了一间", authorised=True)
    tale.sent_up(18)
    tale.decided(16, 200_000)
    tale.then(14, "10:00", COUNTY, "paid")
    tale.then(13, "09:00", CADRE, "asked_and_not", own_words="折子上没见到")
    tale.then(12, "10:00", COUNTY, "paid", note="卡号错了，重发了")
    BenefitTale(stage, 4, "urgent_aid", "孙子急病住院，押金不够", opening="help_first").asked(
        2, helped_with="村里先垫了押金"
    )


def _checking(stage: Stage) -> None:
    tale = BenefitTale(stage, 5, "disability_care", "母亲起不来床，申请护理补贴")
    tale.asked(6)
    tale.checked(5, "起不来床，儿媳一个人照料")
    tale.then(4, "09:00", TOWN, "progress", note="等医院的评定表")


def _deciding(stage: Stage) -> None:
    tale = BenefitTale(stage, 6, "disability_living", "腿坏了干不了活，申请生活补贴")
    tale.asked(9)
    tale.checked(8, "证件齐")
    tale.sent_up(7)
    tale.then(6, "09:00", COUNTY, "send_back", why="证件快到期了，请看一看。")
    tale.sent_up(3)


def _refused(stage: Stage) -> None:
    tale = BenefitTale(stage, 7, "disability_living", "手伤了，想领残疾补贴")
    tale.asked(22)
    tale.checked(21, "还没有评残")
    tale.sent_up(20)
    tale.then(18, "10:00", COUNTY, "decide_no", why="还没有残疾证。", what_would_change="评残以后再申请，村里帮着约。")
    tale.then(16, "10:00", CADRE, "hand_refusal", told_how="村里当面送到，念给他听了")


def _refusing(stage: Stage) -> None:
    tale = BenefitTale(stage, 8, "disability_care", "想给老伴申请护理补贴")
    tale.asked(8)
    tale.checked(7, "能自己走动")
    tale.sent_up(6)
    tale.then(1, "10:00", COUNTY, "decide_no", why="评定的等级不够。", what_would_change="等级变了再申请。")


def _granted(stage: Stage) -> None:
    tale = BenefitTale(stage, 9, "disability_living", "申请残疾人生活补贴")
    tale.asked(12)
    tale.checked(11, "证件齐")
    tale.sent_up(10)
    tale.decided(5, 10_000)


def _delegated(stage: Stage) -> None:
    """The town decides; said to have come and it had not; good, and then not any more; good again."""
    tale = _old_age(stage, 10, 40)
    tale.then(34, "10:00", TOWN, "paid")
    tale.then(33, "09:00", REPORTER, "contest", own_words="没见到钱")
    tale.then(32, "10:00", TOWN, "paid")
    tale.then(31, "09:00", REPORTER, "confirm")
    tale.then(20, "09:00", REPORTER, "reopen", own_words="这个月又没有")
    tale.then(18, "10:00", TOWN, "paid", note="换了卡号")
    closing = _old_age(stage, 11, 30)
    closing.then(25, "10:00", TOWN, "paid")
    _old_age(stage, 20, 9).then(3, "10:00", TOWN, "paid")


def _old_age(stage: Stage, nth: int, days_ago: int) -> BenefitTale:
    tale = BenefitTale(stage, nth, "age_allowance", "满八十了，申请高龄津贴")
    tale.asked(days_ago)
    tale.checked(days_ago - 1, "户口本上满 80 岁")
    tale.then(days_ago - 2, "09:00", TOWN, "to_town", opinion="符合")
    tale.decided(days_ago - 3, 10_000, by=OTHER)
    return tale


def _elsewhere(stage: Stage) -> None:
    tale = BenefitTale(stage, 12, "urgent_aid", "孩子上学的钱凑不齐")
    tale.asked(11)
    tale.then(10, "10:00", TOWN, "not_accept", why="教育救助到学校申请。", who_has_it_now="镇中心学校")


def _taken_back(stage: Stage) -> None:
    tale = BenefitTale(stage, 13, "dibao", "想申请低保")
    tale.asked(9)
    tale.then(7, "09:00", REPORTER, "take_back", own_words="儿子寄钱来了")


def _moved(stage: Stage) -> None:
    tale = BenefitTale(stage, 14, "dibao", "一个人过，想申请低保")
    tale.asked(16)
    tale.then(15, "09:00", TOWN, "accept")
    tale.then(12, "09:00", TOWN, "close_unsolved", why="户口迁走了。", what_would_change="到新户口的镇里申请。")


def _paid(stage: Stage, nth: int, days_ago: int) -> BenefitTale:
    tale = BenefitTale(stage, nth, "disability_living", "申请困难残疾人生活补贴")
    tale.asked(days_ago)
    tale.checked(days_ago - 1, "证件齐")
    tale.sent_up(days_ago - 2)
    tale.decided(days_ago - 4, 10_000)
    tale.then(days_ago - 6, "10:00", COUNTY, "paid")
    tale.then(days_ago - 7, "09:00", REPORTER, "confirm")
    return tale


def _reduced(stage: Stage) -> None:
    """Kept the first time."""
    tale = _paid(stage, 15, 50)
    tale.then(30, "10:00", COUNTY, "propose_change", why="听说他去城里了。")
    tale.then(29, "10:00", REPORTER, "say_own", own_words="只是去看病，还回来住")
    tale.then(27, "10:00", COUNTY, "keep", why="还住在村里。")
    tale.then(14, "10:00", COUNTY, "propose_change", why="残疾等级变了。")
    tale.then(12, "10:00", COUNTY, "hear", heard="他说知道了")
    tale.then(10, "10:00", COUNTY, "reduce", amount_fen=8_000, why="等级从二级变到三级。")


def _stopped(stage: Stage) -> None:
    tale = _paid(stage, 16, 52)
    tale.then(25, "10:00", COUNTY, "propose_change", why="户口迁走了。")
    tale.then(22, "10:00", COUNTY, "hear", heard="他说搬到儿子家了")
    tale.then(20, "10:00", COUNTY, "stop", last_day=tale.day(0), why="户口迁到外县，那边接着发。")


def _hearing(stage: Stage) -> None:
    _paid(stage, 17, 44).then(2, "10:00", COUNTY, "propose_change", why="证件到期没有换。")


def _heard(stage: Stage) -> None:
    tale = _paid(stage, 18, 46)
    tale.then(6, "10:00", COUNTY, "propose_change", why="等级要重新评。")
    tale.then(4, "10:00", COUNTY, "hear", heard="愿意去评，腿脚不便，请派车")


def _own_officer(stage: Stage) -> None:
    """Whoever says that it was paid also wrote it down: a colleague goes and looks, twice."""
    told = Opened(procedure="benefit_application", kind="age_allowance", title="替邻居老人记下：申请高龄津贴",
                  village=PLACE, by=TOWN, opening="apply_for", channel="counter")  # fmt: skip
    tale = BenefitTale(stage, 19, "age_allowance", told.title)
    tale.opened, tale.asker = told, None
    tale.asked(38)
    tale.then(37, "09:00", OTHER, "accept")
    tale.then(37, "10:00", CADRE, "check", checked_by=["丁秀岚", "王秀梅"], found="满 80", authorised=True)
    tale.then(36, "09:00", OTHER, "to_town", opinion="符合")
    tale.decided(35, 10_000, by="fangjingmin")
    tale.then(33, "10:00", TOWN, "paid")
    tale.then(32, "10:00", SECRETARY, "seen_not", looked="折子上没有")
    tale.then(31, "10:00", TOWN, "paid")
    tale.then(30, "10:00", SECRETARY, "seen_good", looked="折子上有了")


def _list(stage: Stage) -> None:
    """The sheep are paid by a list, all the way to the yard; another list waits for its first yes."""
    stage.plan(stage.moment(24, "10:00"), "list", lambda now: _draft(stage, now, "farming_support"))
    stage.plan(stage.moment(23, "10:00"), "approved", lambda now: _approve_and_send(stage, now))
    stage.plan(stage.moment(20, "10:00"), "bank", lambda now: _reconcile(stage, now))
    stage.plan(stage.moment(17, "10:00"), "asked", lambda now: _ask(stage, now))
    stage.plan(stage.moment(2, "16:00"), "list", lambda now: _draft(stage, now, "disability_living"))


def _draft(stage: Stage, now: datetime, kind: str) -> None:
    services.draft_list(actor=stage.actor(COUNTY), kind=kind, period=f"{day_of(now):%Y-%m}", at=now)


def _newest() -> PaymentList:
    return PaymentList.objects.unscoped(WHY).latest("pk")


def _approve_and_send(stage: Stage, now: datetime) -> None:
    found = services.approve(actor=stage.actor(COLLEAGUE), found=_newest(), at=now)
    services.send(actor=stage.actor(COUNTY), found=found, at=now).close()


def _reconcile(stage: Stage, now: datetime) -> None:
    found = _newest()
    lines = _answered(found, list(payments_of(found)))
    content = "\n".join(["编号,户名,账号,金额,结果,原因", *lines]).encode()
    read_bank_file(
        actor=stage.actor(COUNTY), found=found, content=content, name="银行回单.csv", paid_on=day_of(now), at=now
    )


def _answered(found: PaymentList, payments: Sequence[Payment]) -> list[str]:
    return [
        f"{line_no(found, one)},{one.name},{one.bank},{plain_yuan(one.amount_fen)},成功,"
        for one in payments
        if one.bank_last4
    ]


def _ask(stage: Stage, now: datetime) -> None:
    found = _newest()
    for one in found.payments.filter(is_asked=True):
        services.note_answer(actor=stage.actor(CADRE), found=found, payment=one, arrived=True, said="卡上有了", at=now)


def _people(stage: Stage) -> list[Villager]:
    """Old people with an account at the bank, one of each household, in an order of their own."""
    homes = {one.household.pk: one for one in stage.villagers[PLACE] if one.person.bank and one.person.user_id is None}
    return [homes[pk] for pk in sorted(homes)]


def _with_account(stage: Stage) -> Villager:
    return next(one for one in stage.villagers[PLACE] if one.person.user_id is not None)
