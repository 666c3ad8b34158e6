"""Every component with its declared parameters and examples: what the example page shows and the tests render.

People, places and numbers are invented. A parameter used in an example but not declared here fails a test, and so
does a template that mentions a name nobody declared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from cunli.lib.citations import cite
from cunli.lib.sentences import Sentence
from cunli.ui import icons
from cunli.ui.example_form import ExampleForm

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
ICONS = icons.names()
Params = dict[str, object]


@dataclass(frozen=True, slots=True)
class Component:
    """``wrap`` names what it stands in: list, timeline, chips, segs, table, calls, tiles, clocks, card or nothing."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    examples: tuple[Params, ...]
    wrap: str = ""
    desk_only: bool = False

    @property
    def template(self) -> str:
        return f"ui/components/{self.name}.html"


def _in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


RECKONING = (
    Sentence("start", {"start": "2026-11-23", "near": "2026-11-23"}, cite("民法典", "201")),
    Sentence("weekends", {"count": 2, "near": "2026-11-23"}, None),
    "5 个工作日是 11月30日",
)
MORE = (
    {"label": "换人去办", "href": "#other"},
    {"label": "办不成，说明原因", "hint": "会告诉报的人，也说什么时候再看", "href": "#refuse", "tone": "late"},
)
ROWS = (
    {"label": "来问", "n": 212, "of": 212, "href": "#", "tone": "asked"},
    {"label": "按时答复", "n": 203, "of": 212, "href": "#"},
    {"label": "办完", "n": 188, "of": 212, "href": "#", "tone": "done"},
    {"label": "说好了", "n": 141, "of": 212, "href": "#", "tone": "brand"},
    {"label": "说没好", "n": 12, "of": 212, "href": "#", "tone": "late"},
    {"label": "还没问到", "n": 35, "of": 212, "href": "#", "tone": "due"},
)

READING = (
    Component(
        "status_sentence",
        ("text",),
        ("waits_for", "icon", "tone"),
        (
            {"text": "杆子已经放倒，人都没事。在等三家通信公司答复由谁来修。", "icon": "shield-check"},
            {"text": "还没人接，今天 11:00 前定谁来办。", "waits_for": "平安办", "icon": "clock", "tone": "due"},
        ),
    ),
    Component(
        "clock",
        ("label", "state", "today"),
        ("due", "words", "answered", "reckoning"),
        (
            {"label": "先答复", "state": "met", "today": NOW, "answered": "已答复 9:04", "words": "限 11:02 前，没超"},
            {"label": "办完", "state": "running", "today": NOW, "due": _in_days(7), "reckoning": RECKONING},
            {"label": "到现场", "state": "late", "today": NOW, "due": NOW - timedelta(hours=2)},
            {"label": "先答复", "state": "today", "today": NOW, "due": NOW + timedelta(hours=3)},
            {"label": "办完", "state": "paused", "today": NOW, "words": "等本人补材料，补齐了接着算"},
        ),
        wrap="clocks",
    ),
    Component(
        "ask_row",
        ("who", "today", "state"),
        ("asked_on", "due", "said", "phone"),
        (
            {"who": "云联通信", "today": NOW, "state": "waiting", "due": _in_days(3), "phone": "5550142"},
            {"who": "远讯通信", "today": NOW, "state": "late", "due": _in_days(-2), "phone": "5550143"},
            {"who": "广信有线", "today": NOW, "state": "answered", "said": "杆子是他们的，11月27日来修"},
            {"who": "镇水利站", "today": NOW, "state": "declined", "asked_on": _in_days(-1)},
        ),
        wrap="list",
    ),
    Component(
        "timeline_entry",
        ("at", "today", "title"),
        ("who", "text", "quote", "paper", "paper_href", "sealed", "heat", "mark", "received"),
        (
            {
                "at": NOW + timedelta(hours=5),
                "today": NOW,
                "title": "第三次坐下来谈",
                "text": "陈家老屋院子。",
                "mark": "planned",
            },
            {
                "at": NOW,
                "today": NOW,
                "who": "何雨晴",
                "title": "公函发给三家公司",
                "paper": "柳湾函〔2026〕41号",
                "paper_href": "#paper",
                "mark": "newest",
            },
            {
                "at": NOW - timedelta(days=2),
                "today": NOW,
                "who": "吴兰英",
                "title": "在院子里谈",
                "text": "没谈拢，但都坐住了。",
                "heat": 3,
            },
            {
                "at": NOW - timedelta(days=3),
                "today": NOW,
                "who": "刘志远",
                "title": "决定当场先拆",
                "text": "杆根已松，随时会倒。郑小满、周满仓在场。",
                "paper": "当场决定记录，已封存",
                "sealed": True,
                "received": NOW - timedelta(days=3, hours=-2),
            },
            {
                "at": NOW - timedelta(days=12),
                "today": NOW,
                "who": "郑小满",
                "title": "杆子歪到老周家屋顶上了，一刮风就晃。",
                "quote": True,
                "heat": 1,
            },
        ),
        wrap="timeline",
    ),
    Component("heat", ("heat",), (), ({"heat": 1}, {"heat": 3}, {"heat": 5}), wrap="card"),
    Component(
        "tag",
        ("word",),
        ("tone", "icon"),
        (
            {"word": "超2天", "tone": "late"},
            {"word": "今天", "tone": "due"},
            {"word": "待回复", "tone": "wait"},
            {"word": "还有3天", "tone": "calm"},
            {"word": "11月18日已答复", "tone": "brand", "icon": "check"},
        ),
        wrap="card",
    ),
    Component(
        "call_button",
        ("name", "tel"),
        ("role",),
        (
            {"name": "郑小满", "tel": "5550142", "role": "网格员，报告人"},
            {"name": "周满仓", "tel": "5550199", "role": "这家的户主"},
        ),
        wrap="calls",
    ),
    Component(
        "masked",
        ("value",),
        ("reason_form", "csrf_token", "label", "error"),
        (
            {"value": "5325**********0017", "reason_form": "#", "csrf_token": "x"},
            {"value": "138****2046", "label": "电话"},
        ),
        wrap="card",
    ),
    Component("read_aloud", ("region",), (), ({"region": "#main"},)),
)
DOING = (
    Component(
        "today_card",
        ("title", "href"),
        ("second", "due", "today", "word", "tone"),
        (
            {
                "title": "王桂兰家，一个人住，去看看",
                "href": "#",
                "second": "三组 · 上次 11月16日",
                "due": _in_days(-1),
                "today": NOW,
            },
            {"title": "村口路灯不亮，去现场看", "href": "#", "due": NOW + timedelta(hours=4), "today": NOW},
            {"title": "低保年审", "href": "#", "word": "可以办", "tone": "brand"},
        ),
    ),
    Component(
        "tile",
        ("label", "href", "icon"),
        ("hint", "tone"),
        (
            {
                "label": "给我的干部打电话",
                "href": "tel:5550142",
                "icon": "phone",
                "hint": "郑小满，管咱们 3组",
                "tone": "brand",
            },
            {"label": "找人办事", "href": "#", "icon": "hand-helping", "hint": "说一句话就行"},
            {"label": "村里的事", "href": "#", "icon": "megaphone"},
            {"label": "我家", "href": "#", "icon": "house"},
        ),
        wrap="tiles",
    ),
    Component(
        "chip",
        ("name", "value", "word"),
        ("icon", "chosen", "required"),
        (
            {"name": "kind", "value": "pole", "word": "电线杆", "icon": "utility-pole", "chosen": True},
            {"name": "kind", "value": "wall", "word": "房子墙", "icon": "house"},
            {"name": "kind", "value": "road", "word": "路和桥", "icon": "route"},
            {"name": "kind", "value": "fire", "word": "火和气", "icon": "flame"},
            {"name": "kind", "value": "water", "word": "水塘沟", "icon": "waves"},
            {"name": "kind", "value": "slope", "word": "山坡", "icon": "mountain"},
            {"name": "kind", "value": "woods", "word": "山林", "icon": "trees"},
            {"name": "kind", "value": "other", "word": "别的", "icon": "ellipsis"},
        ),
        wrap="chips",
    ),
    Component(
        "segment",
        ("name", "value", "word"),
        ("chosen", "required"),
        (
            {"name": "met", "value": "self", "word": "本人", "chosen": True},
            {"name": "met", "value": "child", "word": "女儿"},
            {"name": "met", "value": "neighbour", "word": "邻居"},
        ),
        wrap="segs",
    ),
    Component(
        "place_line",
        ("name",),
        ("value", "locate", "error", "lat", "lng"),
        (
            {"name": "place", "value": "3组，周满仓家屋后", "locate": True},
            {"name": "place2", "error": "请说一句在哪里"},
        ),
    ),
    Component(
        "say_box",
        ("name", "label"),
        ("text", "rows", "photo", "photo_error", "error", "required", "placeholder"),
        (
            {"name": "words", "label": "说一句", "text": "杆子歪到老周家屋顶上了，一刮风就晃。", "photo": "photos"},
            {
                "name": "words3",
                "label": "说一句",
                "photo": "photos3",
                "photo_error": "照片一次最多加 6 张，这次有 9 张",
            },
            {
                "name": "words2",
                "label": "说一句",
                "placeholder": "请您说说是什么事",
                "error": "请说一句是什么事",
                "rows": 1,
            },
        ),
    ),
    Component(
        "promise",
        ("what", "today"),
        ("date", "who", "name", "error"),
        (
            {"what": "答复", "today": NOW, "date": _in_days(3)},
            {"what": "送她去镇卫生院", "today": NOW, "who": "我去送", "name": "promised_on", "date": _in_days(2)},
        ),
    ),
    Component(
        "big_step",
        ("label",),
        ("hint", "form", "href", "name", "value", "icon", "more", "urgent_tel"),
        (
            {"label": "危险没了，请周满仓看看", "hint": "周满仓说好了，才算解决", "href": "#", "more": MORE},
            {"label": "报上去", "icon": "send", "name": "step", "value": "file", "urgent_tel": "5550100"},
        ),
    ),
    Component("field", ("field",), ("look",), tuple({"field": field} for field in ExampleForm.filled()), wrap="panel"),
    Component("form_errors", ("form",), (), ({"form": ExampleForm.refused()},)),
    Component("offline_banner", ("count",), (), ({"count": 2},)),
)
COUNTING = (
    Component(
        "count_link",
        ("n", "label", "href"),
        ("tone", "note"),
        (
            {"n": 1284, "label": "来问", "href": "#", "note": "10月收下的事，一件不落"},
            {"n": 61, "label": "本人说没好", "href": "#", "tone": "late"},
            {"n": 180, "label": "还没问到本人", "href": "#", "tone": "due"},
        ),
        wrap="kpis",
    ),
    Component("small_multiple", ("title", "rows"), (), ({"title": "隐患", "rows": ROWS},)),
    Component(
        "table_rows",
        ("rows",),
        (),
        (
            {
                "rows": [
                    {
                        "due_word": word,
                        "due_date": day,
                        "tone": tone,
                        "title": title,
                        "href": "#",
                        "step": said,
                        "waits_for": who,
                        "village": "杨柳铺村",
                        "kind": "隐患",
                        "ref": ref,
                        "select": ref,
                    }
                    for word, day, tone, title, said, who, ref in (
                        ("超2天", "11月21日", "late", "渠边护栏断了一截", "约了人，还没到", "镇水利站", "26-0702"),
                        (
                            "今天",
                            "15:00 前",
                            "due",
                            "兄弟俩为老屋起争执",
                            "今天 15:00 再谈",
                            "吴兰英（调解员）",
                            "26-0655",
                        ),
                        ("明天", "11月24日", "due", "墙根返潮，请人看看房子", "刚转来", "镇村建办", "26-0748"),
                        (
                            "还有7天",
                            "11月30日",
                            "calm",
                            "电线杆快倒了",
                            "已拆，等公司说谁来修",
                            "三家通信公司",
                            "26-0731",
                        ),
                    )
                ]
            },
        ),
        wrap="table",
        desk_only=True,
    ),
    Component("pager", ("page", "base"), (), ({"page": Paginator(range(46), 12).page(2), "base": "village=3&"},)),
)
COMPONENTS = READING + DOING + COUNTING
