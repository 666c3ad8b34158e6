"""Stories worth opening: the pole and its letter, the old woman's telephone, the bridge, the sunken yard."""

from __future__ import annotations

from datetime import datetime, timedelta

from cunli.cases.models import Answer
from cunli.desk.demo.hazards import HazardTale
from cunli.desk.demo.services import ServiceTale
from cunli.desk.demo.stage import Stage
from cunli.desk.demo.tale import REPORTER
from cunli.desk.demo.titles import Danger, Wish

COMPANIES = ("county:yunlian", "county:yuanxun", "county:guangxin")
LETTER = (
    "{place}一处线杆倾斜，杆上有几家单位的线路，经现场查看，暂不能确定由谁负责。\n"
    "为保证群众安全，请贵公司核实该线杆和线路的归属，说明由谁维修、哪天能修好，三个工作日内书面答复。"
)


def tell(stage: Stage) -> None:
    for story in (
        _pole, _letter_waiting, _letter_sealed, _letter_answered, _bridge, _sunken_yard, _telephone, _allowance,
        _street_light, _cold_stove, _no_phone, _sick_wife, _still_good, _line_still_good, _asked_again, _wooden_house,
    ):  # fmt: skip
        story(stage)


def _pole(stage: Stage) -> None:
    """Scene 8: taken down first, written down later; three companies asked, one is silent."""
    danger = Danger("pole", "电线杆快倒了，压着老周家屋顶", "周满仓家屋后", "杆根已松，一碰就晃", "", "L1")
    tale = HazardTale(stage, danger, "yangliupu", asker=stage.named["zhou"], by="zhengxiaoman")
    sent = stage.begun_for("letter_answer", -1, clock="10:30")
    tale.officer = "liuzhiyuan"
    evening = sent - timedelta(days=1) + timedelta(hours=7, minutes=32)
    tale.report(evening)
    tale.screen(evening + timedelta(minutes=2))
    tale.step(evening + timedelta(minutes=10), "liuzhiyuan", "arrive", seen=danger.seen)
    tale.step(
        evening + timedelta(minutes=75), "liuzhiyuan", "act_on_the_spot", happened_at=evening + timedelta(minutes=18),
        spot_action="把杆子放倒，线理到路边，围了起来", grounds="杆根已松，夜里有大风，屋里有人",
        witnesses=["郑小满", "周满仓"], objections="云联通信值班的人说要先报上级；答：先保住人，责任由镇里来说明。",
    )  # fmt: skip
    _draft(tale, sent - timedelta(hours=1, minutes=20), COMPANIES)
    tale.step(sent - timedelta(minutes=40), "fangjingmin", "sign_letter")
    tale.step(sent, "heyuqing", "deliver_letter", delivered_how="by_hand")
    at = sent + timedelta(days=1, hours=4)
    tale.answer(at, "yulian", COMPANIES[0], Answer.YES, "杆是我们的，三天内立新杆。")
    tale.answer(at + timedelta(hours=2), "heyuqing", COMPANIES[1], Answer.OBJECTED, "我们的线去年就改走地下了。")
    tale.join(evening + timedelta(hours=14), stage.named["song"], "我家也在那杆子底下走，害怕")


def _draft(tale: HazardTale, at: datetime, companies: tuple[str, ...], step: str = "draft_letter") -> None:
    tale.step(
        at, "heyuqing", step, letter_to=[tale.stage.unit(key).pk for key in companies],
        letter_title="商请明确倾斜线杆维修责任",
        letter_body=LETTER.format(place=tale.stage.land.areas[tale.village].short_name),
        letter_attachments="现场情况记录", letter_cc=[tale.stage.unit(f"{tale.village}:committee").pk],
    )  # fmt: skip


def _pole_in(stage: Stage, village: str, title: str, days: int) -> HazardTale:
    """A lesser pole, looked at, and needing a letter."""
    tale = HazardTale(stage, Danger("pole", title, "村东头", "杆歪了三十度", "新杆立好了", "L2"), village)
    tale.unit_key, tale.officer = "liuwan:peace", "liuzhiyuan"
    tale.report(stage.moment(days, "09:05"))
    tale.screen()
    tale.arrive(30, 120)
    return tale


def _letter_waiting(stage: Stage) -> None:
    tale = _pole_in(stage, "shiqiao", "学校旁边的线杆歪了", 2)
    _draft(tale, stage.ago(150), COMPANIES[:2])


def _letter_sealed(stage: Stage) -> None:
    tale = _pole_in(stage, "zaoyuan", "两根线杆中间的线快挨着屋檐", 3)
    _draft(tale, stage.moment(2, "15:00"), COMPANIES[1:2])
    tale.step(stage.moment(2, "15:30"), "heyuqing", "drop_letter", why="一家不够，两家一起发。")
    _draft(tale, stage.moment(1, "15:10"), COMPANIES[1:])
    tale.step(stage.moment(1, "16:40"), "fangjingmin", "sign_letter")


def _letter_answered(stage: Stage) -> None:
    """Over long ago: the first letter went to the wrong company; two answered, the new pole stands."""
    tale = _pole_in(stage, "shanghe", "河边的线杆被水冲歪了", 44)
    _draft(tale, stage.moment(44, "14:10"), COMPANIES[1:2])
    tale.step(stage.moment(44, "14:40"), "fangjingmin", "sign_letter")
    tale.step(stage.moment(44, "15:00"), "heyuqing", "deliver_letter", delivered_how="electronic")
    tale.step(stage.moment(44, "17:00"), "heyuqing", "withdraw_letter", why="问过了，这根杆不是他家的。")
    _draft(tale, stage.moment(43, "08:10"), ("county:yunlian",))
    tale.step(stage.moment(43, "08:40"), "fangjingmin", "send_back", why="供电公司也要发，加上再起草。")
    _draft(tale, stage.moment(43, "09:00"), ("county:yunlian", "county:power"), "revise_letter")
    tale.step(stage.moment(43, "10:20"), "fangjingmin", "sign_letter")
    tale.step(stage.moment(43, "15:00"), "heyuqing", "deliver_letter", delivered_how="electronic")
    tale.answer(stage.moment(42, "11:00"), "yulian", "county:yunlian", Answer.NO, "不是我们的杆。")
    tale.answer(stage.moment(41, "16:00"), "yinliang", "county:power", Answer.DONE, "是供电的杆，新杆已立好。")
    tale.at = stage.moment(41, "16:30")
    tale.fix(30, 60)
    tale.good()


def _bridge(stage: Stage) -> None:
    """A whistle: one department came, one has not."""
    danger = Danger("road", "石板桥的桥墩冲空了", "村口老桥", "桥墩下面空了一块，车不能过", "", "L1")
    tale = HazardTale(stage, danger, "shanghe", asker=None, by="heyumei")
    tale.unit_key, tale.officer = "liuwan:peace", "liuzhiyuan"
    began = stage.ago(26 * 60)
    tale.report(began)
    tale.screen(began + timedelta(minutes=5))
    tale.step(began + timedelta(minutes=24), "liuzhiyuan", "arrive", seen=danger.seen)
    tale.step(
        began + timedelta(minutes=31), "liuzhiyuan", "whistle", why="要懂桥的人来看，村里已经拦了车",
        whistled=[stage.unit("county:roads").pk, stage.unit("county:water").pk],
    )  # fmt: skip
    tale.answer(
        began + timedelta(minutes=68), "luguangping", "county:roads", Answer.DONE, "到了，先封桥，明天拉料加固。"
    )


def _sunken_yard(stage: Stage) -> None:
    """Scene 3: found on a visit, filled in two hours, written down once."""
    danger = Danger("surroundings", "李大娘的院子下沉，下雨就积水", "", "", "垫了两车土，门口垒了一道挡水坎")
    tale = HazardTale(
        stage,
        danger,
        "yushugou",
        asker=stage.named["li"],
        opening="found_and_fixed",
        by="zhaoyongnian",
        channel="proxy",
    )
    tale.officer = "zhaoyongnian"
    tale.found_and_fixed(stage.moment(19, "11:20"))
    tale.step(stage.moment(18, "09:10"), REPORTER, "confirm")
    tale.rate(stage.moment(18, "09:12"), 5, "小赵和满囤忙了一上午，水没进屋")


def _telephone(stage: Stage) -> None:
    """Scene 1: a phone that will not ring; done at the counter, a slip in her hand, she has not said yet."""
    wish = Wish("phone_silent", "手机不响，儿子打不进来", "静音键碰着了，铃声调到最大，儿子当场打通了")
    tale = ServiceTale(stage, wish, "yushugou", stage.named["li"], opening="done_on_the_spot", by="duanxiulan")
    tale.on_the_spot(stage.moment(1, "08:25"))


def _allowance(stage: Stage) -> None:
    """She lets her son follow one matter."""
    wish = Wish("medical_claim", "住院的票据怎么报", "", missing=("出院小结",))
    tale = ServiceTale(stage, wish, "yushugou", stage.named["li"], by="duanxiulan")
    began = stage.begun_for("service.done", 2)
    tale.ask(began - timedelta(minutes=30))
    tale.delegate(began - timedelta(minutes=20), stage.named["wang_son"], "儿子王建军")
    tale.hand_on(began)
    tale.progress("票据收到了，等医院的出院小结")


def _street_light(stage: Stage) -> None:
    """Reported by a villager, joined by two more, due today."""
    danger = Danger("road", "村口路灯三天不亮", "村口大槐树下", "灯头烧了，线也老了", "", "L3")
    tale = HazardTale(stage, danger, "yangliupu", asker=stage.named["ding"], by=REPORTER, channel="self")
    tale.unit_key, tale.officer = "liuwan:peace", "heyuqing"
    begun = stage.begun_for("hazard.done", 0, per="L3")
    tale.report(begun - timedelta(minutes=50))
    tale.screen(begun)
    tale.join(begun + timedelta(hours=3), stage.named["he"], "孩子晚上放学摸黑走")
    tale.arrive(200, 600)
    tale.join(begun + timedelta(days=2), stage.named["zhou"], "我摔过一跤")
    tale.progress("灯头定了，约了电工")


def _cold_stove(stage: Stage) -> None:
    """Said to be done, and it was not; then done, late, and rated so."""
    wish = Wish("water_off", "水管漏水，院里一片", "接头换了，不漏了")
    tale = ServiceTale(stage, wish, "yangliupu", stage.named["ding"], by=REPORTER)
    tale.helper = tale.worker = "zhouguifang"
    tale.ask(stage.moment(26, "18:05"))
    tale.take(stage.moment(25, "08:20"))
    tale.fix(300, 500)
    tale.step(stage.moment(24, "19:30"), REPORTER, "contest", own_words="还在漏，接头没换")
    tale.step(stage.moment(21, "16:00"), "zhouguifang", "fix", outcome="接头换了新的，看着不漏才走")
    tale.step(stage.moment(20, "20:10"), REPORTER, "confirm")
    tale.rate(stage.moment(20, "20:12"), 2, "来了两趟，头一趟白来")
    tale.called_back(stage.moment(18, "10:20"), tale.caller(), "头一趟没带接头，给他赔了不是；往后出门先问清要换什么")


def _no_phone(stage: Stage) -> None:
    """No phone at all: the slip in her hand says it is good."""
    wish = Wish("power_off", "屋里没电，灯不亮", "漏电开关跳了，老插座换了")
    tale = ServiceTale(stage, wish, "yushugou", stage.named["hou"], by="zhaoyongnian")
    tale.helper = tale.worker = "zhaoyongnian"
    tale.ask(stage.moment(9, "17:40"))
    tale.print_slip(stage.moment(9, "17:42"), "zhaoyongnian")
    tale.take(stage.moment(9, "17:45"))
    tale.fix(20, 30)
    tale.step(stage.moment(7, "10:00"), "linxiaofeng", "asked_and_good", own_words="亮了，亮了，晚上不怕了")


def _sick_wife(stage: Stage) -> None:
    wish = Wish("urgent_aid", "老伴住院，想申请临时救助", "批了两千元，打到卡上了", missing=("看病的票据",))
    tale = ServiceTale(stage, wish, "yushugou", stage.named["zhao_couple"], by="duanxiulan")
    tale.helper = "duanxiulan"
    tale.ask(stage.moment(33, "09:15"))
    tale.hand_on()
    tale.tell_missing()
    tale.bring()
    tale.fix(1440, 2880)
    tale.good()
    tale.rated(4)


def _still_good(stage: Stage) -> None:
    """Solved six weeks ago; asked again after four, and it still is."""
    tale = HazardTale(
        stage, Danger("water", "门口的水沟盖板断了", "", "断了两块", "换了三块新的", "L3"), "yangliupu",
        asker=stage.named["ding"], by=REPORTER, channel="self",
    )  # fmt: skip
    tale.report(stage.moment(44, "07:50"))
    tale.screen()
    tale.arrive()
    tale.step(stage.moment(41, "16:00"), tale.officer, "fix", outcome=tale.danger.outcome)
    tale.step(stage.moment(40, "19:00"), REPORTER, "confirm")
    tale.rate(stage.moment(40, "19:01"), 4, "修得结实")
    tale.step(stage.moment(10, "08:40"), REPORTER, "still_good")


def _line_still_good(stage: Stage) -> None:
    """Solved five weeks ago; a colleague phoned again after four, and it still is."""
    wish = Wish("power_off", "一开电磁炉就跳闸", "老线换了，电磁炉能用了")
    tale = ServiceTale(stage, wish, "yushugou", stage.named["zhao_couple"], by="duanxiulan")
    tale.helper = tale.worker = "duanxiulan"
    tale.ask(stage.moment(37, "10:30"))
    tale.take()
    tale.step(stage.moment(36, "15:00"), "duanxiulan", "fix", outcome=wish.outcome)
    tale.step(stage.moment(35, "09:40"), "zhaoyongnian", "asked_and_good", own_words="不跳了")
    tale.step(stage.moment(6, "10:15"), "zhaoyongnian", "still_good")


def _asked_again(stage: Stage) -> None:
    """Solved a month ago: the second question has been put, and waits for a word. The first answer was poor."""
    tale = HazardTale(
        stage, Danger("road", "门前的路塌了个坑", "", "坑有脸盆大", "填平压实了", "L3"), "yangliupu",
        asker=stage.named["zhou"], by=REPORTER, channel="self",
    )  # fmt: skip
    tale.report(stage.moment(38, "08:30"))
    tale.screen()
    tale.arrive()
    tale.step(stage.moment(32, "16:30"), tale.officer, "fix", outcome=tale.danger.outcome)
    tale.step(stage.moment(31, "18:00"), REPORTER, "confirm")
    tale.rate(stage.moment(31, "18:05"), 1, "拖了一个礼拜，差点崴了脚")
    tale.called_back(stage.moment(28, "16:10"), tale.caller(), "压路机在别的村，没跟他说；往后要等，先告诉人等到哪天")


def _wooden_house(stage: Stage) -> None:
    danger = Danger("wooden_fire", "火塘离板壁太近，板壁烤黑了", "", "板壁烤黑了一块", "火塘挪开，板壁包了铁皮", "L2")
    tale = HazardTale(stage, danger, "fengxiangzhai", asker=stage.named["long"], by="yangxiuhua")
    tale.report(stage.moment(15, "10:10"))
    tale.screen()
    tale.arrive(60, 180)
    tale.fix(600, 2000)
    tale.good()
    tale.rated(3)
