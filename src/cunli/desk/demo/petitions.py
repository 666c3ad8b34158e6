"""Petitions in the invented county: every place in which one may stand, and how it came there."""

from __future__ import annotations

from datetime import timedelta

from cunli.desk.demo.stage import Stage, Villager
from cunli.desk.demo.tale import REPORTER, Opened, Tale
from cunli.procedures.values import Value

PLACE, WINDOW, OFFICER, CHIEF, CIVIL = "yangliupu", "wangxiumei", "liuzhiyuan", "fangjingmin", "wujing"
WATER, DISCIPLINE = "jiangtao", "yanzheng"
FIRST = 60
"""From this household on nobody else's story is told."""


class PetitionTale(Tale):
    """Told in days before the anchor's."""

    def __init__(
        self, stage: Stage, nth: int, title: str, *, kind: str = "appeal", by: str = WINDOW, opening: str = "register"
    ) -> None:
        channel = "self" if by == REPORTER else "counter"
        told = Opened(
            procedure="petition", kind=kind, title=title, village=PLACE, by=by, opening=opening, channel=channel
        )
        super().__init__(stage, told, asker=_someone(stage, nth, with_account=by == REPORTER))

    def begin(self, days_ago: int, clock: str = "09:10", **values: Value) -> None:
        way: dict[str, Value] = {} if self.opened.opening == "submit" else {"way": "visit"}
        self.open(self.stage.moment(days_ago, clock), happened_at=None, **{**way, **values})

    def then(self, days_ago: int, clock: str, who: str, key: str, **values: Value) -> None:
        self.step(self.stage.moment(days_ago, clock), who, key, happened_at=None, **values)

    def answered(self, days_ago: int, opinion: str, kind: str = "support") -> None:
        """Accepted two weeks before; written, signed by another and delivered on one day."""
        self.then(days_ago + 14, "10:00", OFFICER, "accept")
        self.written(days_ago, "09:30", opinion, kind)
        self.then(days_ago, "11:00", CHIEF, "issue_opinion")
        self.then(days_ago, "16:00", OFFICER, "deliver_opinion", delivered_how="by_hand", received_by="本人")

    def written(self, days_ago: int, clock: str, opinion: str, kind: str = "support") -> None:
        self.then(days_ago, clock, OFFICER, "draft_opinion", claim=self.opened.title, findings="到现场看过，问过两边。",
                  opinion=opinion, opinion_kind=kind, legal_basis="县里公布的办法。")  # fmt: skip

    def reviewed(self, days_ago: int) -> None:
        """Asked for three weeks before, seen to by a bureau of the county, upheld."""
        self.then(days_ago + 20, "09:00", REPORTER, "ask_review", own_words="量得不对")
        self.sent(days_ago + 19, "县水利局", "county:water")
        self.then(days_ago, "10:00", WATER, "review_opinion", review_result="uphold", opinion="量得没有错。",
                  legal_basis="县里公布的办法。", delivered_how="post")  # fmt: skip

    def sent(self, days_ago: int, organ: str, unit: str = "") -> None:
        to: dict[str, Value] = {"assignee": self.stage.unit(unit).pk} if unit else {}
        self.then(days_ago, "15:00", OFFICER, "send_up", review_organ=organ, **to)

    def unit_of(self, key: str) -> int:
        return self.stage.unit(key).pk

    def day(self, days_ago: int) -> str:
        return (self.stage.today - timedelta(days=days_ago)).isoformat()


def _someone(stage: Stage, nth: int, *, with_account: bool) -> Villager:
    homes = {one.household.pk: one for one in reversed(stage.villagers[PLACE])}
    found = sorted(homes.values(), key=lambda one: one.person.pk)
    if with_account:
        having = [one for one in found if one.person.user is not None]
        return having[nth % len(having)]
    return found[FIRST + nth]


def tell(stage: Stage) -> None:
    for part in (_coming_in, _elsewhere, _in_hand, _answered, _looked_at_again, _followed, _suggestions, _accusations):
        part(stage)


def _coming_in(stage: Stage) -> None:
    tale = PetitionTale(stage, 0, "修路占了地，还差两分没补")
    tale.begin(2, told="去年秋天占的。", reasons="别家都补了。")
    tale = PetitionTale(stage, 1, "低保停了，没人说为什么")
    tale.begin(6)
    tale.then(3, "09:00", OFFICER, "transfer", assignee=tale.unit_of("liuwan:civil"), handed_how="assign")
    tale.then(3, "14:00", CIVIL, "object", why="停的是残疾补贴，要问县里。")
    tale.then(3, "16:00", OFFICER, "keep", why="先查清停的是哪一项。")
    tale = PetitionTale(stage, 2, "水站的水压太小，二楼上不去")
    tale.begin(5)
    tale.then(4, "09:00", OFFICER, "transfer", assignee=tale.unit_of("liuwan:civil"), handed_how="transfer")
    tale.then(4, "10:00", CIVIL, "object", why="水的事归水利站。")
    tale.then(3, "10:00", OFFICER, "agree_back", assignee=tale.unit_of("liuwan:water"), handed_how="transfer",
              why="归水利站。")  # fmt: skip
    tale.then(3, "15:00", "wanghaibo", "object", why="管子是镇里新村的，归村建办。")
    tale = PetitionTale(stage, 21, "路边的水沟和坟地")
    tale.begin(5)
    tale.then(4, "10:00", OFFICER, "settle", competent=[tale.unit_of("county:water")], settled_how="superior",
              assignee=tale.unit_of("liuwan:civil"), handed_how="assign", why="坟地为主。")  # fmt: skip


def _elsewhere(stage: Stage) -> None:
    tale = PetitionTale(stage, 3, "工伤认定一直没下来")
    tale.begin(20)
    tale.then(18, "10:00", OFFICER, "import_route", legal_route="administrative", why="工伤认定有专门的程序。",
              who_has_it_now="县人社局，带劳动合同和病历")  # fmt: skip
    tale = PetitionTale(stage, 4, "渠水淹了二亩地", by=WATER, opening="receive")
    tale.begin(25, way="letter", earlier="XF-2025-00012")
    tale.then(24, "10:00", WATER, "not_accept", refused_because="final", why="去年市里复核过，还是同一件事。")
    tale = PetitionTale(stage, 5, "厂里欠三个月工钱", by=OFFICER, opening="take_transferred")
    tale.begin(12, way="online", transferred_by="县信访局", outside_number="990101202611110007")
    tale.then(11, "10:00", OFFICER, "object", why="厂子在县城，归县人社局。")
    tale.then(10, "10:00", OFFICER, "give_back", agreed_by="县信访局来电同意", why="转县人社局。")
    tale = PetitionTale(stage, 0, "地界的桩子被挪了", by=REPORTER, opening="submit")
    tale.begin(9)
    tale.then(8, "19:00", REPORTER, "take_back", own_words="两家说开了")


def _in_hand(stage: Stage) -> None:
    """Scene 9: two brothers, and a mediation beside the petition, which is answered all the same."""
    tale = PetitionTale(stage, 6, "兄弟俩争老房子，村里调过一次没调成", by=OFFICER, opening="take_transferred")
    tale.begin(30, transferred_by="县信访局")
    tale.then(28, "10:00", OFFICER, "accept")
    tale.then(28, "10:20", OFFICER, "note_number", outside_number="990101202610260003")
    tale.then(28, "10:30", OFFICER, "report_up", risk="老二说要动手，先劝住了。",
              reported_to=[tale.unit_of("liuwan:gov")])  # fmt: skip
    brother = _someone(stage, 7, with_account=False).person
    tale.then(27, "09:00", OFFICER, "mediate", other_side=[f"{brother.name} {brother.phone}".strip()],
              dispute="老房子怎么分", dispute_kind="division", dispute_place="2组老屋", both_agree=True)  # fmt: skip
    tale.then(20, "17:00", OFFICER, "find", found="房子是父亲盖的，两兄弟都出过钱。")
    tale.then(19, "09:00", OFFICER, "tell_aid", aid="老大没了工，可以申请临时救助，带身份证找镇民政办。")
    tale.then(18, "09:00", OFFICER, "refer", assignee=tale.unit_of("liuwan:peace"), why="由何雨晴接着问。")
    tale.then(1, "09:00", CHIEF, "extend", extended_to=tale.day(-40), why="房子要请人来估价。")
    tale.then(1, "10:00", OFFICER, "progress", note="估价的人约在下周一")
    tale = PetitionTale(stage, 8, "补偿少算了一亩")
    tale.begin(40)
    tale.then(39, "10:00", OFFICER, "accept")
    tale.written(3, "09:00", "补上。")
    tale.then(3, "15:00", CHIEF, "rewrite_opinion", why="写明补多少。")
    tale.written(1, "09:00", "补一亩，一千二百元。")
    tale = PetitionTale(stage, 22, "水渠占的地没有补")
    tale.begin(14, way="letter", earlier="XF-2025-00009")
    tale.then(12, "10:00", OFFICER, "accept_new", new_reasons="那一件说的是修路，这一件是水渠占的地。")
    tale = PetitionTale(stage, 9, "邻村的牛吃了我家的苗")
    tale.begin(33)
    tale.then(32, "10:00", OFFICER, "accept")
    tale.written(2, "09:00", "不归政府定赔多少，可以请人调解。", "explain")
    tale.then(1, "10:00", CHIEF, "issue_opinion")


def _answered(stage: Stage) -> None:
    tale = PetitionTale(stage, 10, "宅基地少批了二十平")
    tale.begin(30)
    tale.answered(8, "按标准批的，不能再补。", "not_support")
    tale = PetitionTale(stage, 11, "树被修线的人砍了三棵")
    tale.begin(45)
    tale.answered(20, "一棵赔六十元。")
    tale.then(4, "09:00", REPORTER, "ask_review", own_words="一棵不止六十")
    tale.sent(3, "县水利局", "county:water")
    tale = PetitionTale(stage, 12, "渠边的路是不是我家的")
    tale.begin(70)
    tale.answered(40, "是集体的路。", "not_support")
    tale.reviewed(6)
    tale = PetitionTale(stage, 13, "井水变味，说是厂子排的")
    tale.begin(90)
    tale.answered(62, "检测合格。", "explain")
    tale.reviewed(30)
    tale.then(10, "09:00", REPORTER, "ask_recheck", own_words="只测了一次")
    tale.sent(9, "市生态环境局")
    tale.then(5, "09:00", OFFICER, "open_hearing", hearing_place="市生态环境局", hearing_until=tale.day(-3))


def _looked_at_again(stage: Stage) -> None:
    tale = PetitionTale(stage, 14, "分家时少分了一间房")
    tale.begin(150)
    tale.answered(120, "没有证据。", "not_support")
    tale.reviewed(90)
    tale.then(80, "09:00", REPORTER, "ask_recheck", own_words="有人能作证")
    tale.sent(79, "市人民政府")
    tale.then(75, "09:00", OFFICER, "open_hearing", hearing_place="市里", hearing_until=tale.day(70))
    tale.then(71, "16:00", OFFICER, "close_hearing", found="证人都说了。")
    tale.then(60, "09:00", OFFICER, "recheck_uphold", opinion="维持。", legal_basis="民法典。", delivered_how="post")
    tale = PetitionTale(stage, 15, "水管接错了，一直漏")
    tale.begin(130)
    tale.answered(100, "没有接错。", "not_support")
    tale.then(90, "09:00", REPORTER, "ask_review", own_words="就是接错了")
    tale.sent(89, "市水利局")
    tale.then(75, "09:00", OFFICER, "note_review", review_result="uphold", opinion="图上没有错。", legal_basis="图纸。",
              delivered_how="post")  # fmt: skip
    tale.then(60, "09:00", REPORTER, "ask_recheck", own_words="挖开看看")
    tale.sent(59, "省水利厅")
    tale.then(
        40, "09:00", OFFICER, "recheck_change", opinion="接错了，要改。", legal_basis="图纸。", delivered_how="post"
    )
    tale.then(30, "16:00", OFFICER, "do_duty", outcome="改好了")
    tale.then(28, "18:00", CHIEF, "asked_and_not", own_words="还漏")
    tale.then(26, "16:00", OFFICER, "do_duty", outcome="又换了一段管")
    tale.then(25, "18:00", CHIEF, "asked_and_good", own_words="不漏了")


def _followed(stage: Stage) -> None:
    tale = PetitionTale(stage, 16, "路灯线没有埋")
    tale.begin(70)
    tale.answered(45, "十二月前埋好。")
    tale = PetitionTale(stage, 17, "老井要不要填")
    tale.begin(60)
    tale.answered(35, "先不填，装上盖。", "explain")
    tale.then(34, "09:00", REPORTER, "agree")
    tale.then(30, "16:00", OFFICER, "close_unsolved", why="还有两家用。", what_would_change="都接上自来水。")
    tale = PetitionTale(stage, 18, "占地的树苗没有赔")
    tale.begin(75)
    tale.answered(50, "赔三百元。")
    tale.then(49, "09:00", REPORTER, "agree")
    tale.then(45, "16:00", OFFICER, "do_duty", outcome="钱打到折子上了")
    tale.then(45, "19:00", REPORTER, "contest", own_words="只到了一半")
    tale.then(43, "16:00", OFFICER, "do_duty", outcome="另一半也到了")
    tale.then(42, "19:00", REPORTER, "confirm")
    tale.then(41, "19:00", REPORTER, "reopen", own_words="折子上又退回去了")
    tale.then(40, "16:00", OFFICER, "do_duty", outcome="银行改好了，当面看过")
    tale.then(39, "19:00", REPORTER, "confirm")
    tale.then(9, "19:00", REPORTER, "still_good")


def _suggestions(stage: Stage) -> None:
    tale = PetitionTale(stage, 1, "桥头装一面反光镜", kind="suggestion", by=REPORTER, opening="submit")
    tale.begin(5)
    tale.then(4, "10:00", OFFICER, "take_suggestion")
    tale = PetitionTale(stage, 19, "赶集那天加一班车", kind="suggestion")
    tale.begin(30)
    tale.then(29, "10:00", OFFICER, "take_suggestion")
    tale.then(20, "10:00", OFFICER, "reply", adopted="fully", reply="下个月起加一班。")
    tale = PetitionTale(stage, 20, "垃圾箱挪远一点", kind="suggestion")
    tale.begin(8)
    tale.then(7, "10:00", OFFICER, "take_suggestion")
    tale.then(2, "10:00", OFFICER, "reply", adopted="partly", reply="先挪桥头那个。")


def _accusations(stage: Stage) -> None:
    """Nobody of the village and the town hears of these."""
    tale = PetitionTale(stage, 2, "办手续的人收了东西", kind="accusation", by=REPORTER, opening="submit")
    tale.begin(6)
    tale.then(5, "10:00", DISCIPLINE, "take_accusation")
    tale.then(5, "10:20", DISCIPLINE, "name", named=stage.posts["xujinling"][0].user_id)
    tale = PetitionTale(stage, 0, "评议的时候替亲戚说话", kind="accusation", by=REPORTER, opening="submit")
    tale.begin(60)
    tale.then(59, "10:00", DISCIPLINE, "take_accusation")
    tale.then(20, "10:00", DISCIPLINE, "answer_accusation", reply="查过了，没有这回事。")
