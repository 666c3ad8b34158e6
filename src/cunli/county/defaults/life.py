"""Events in a home, and what follows from each: which office sees to it. A county's own division of work decides."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.defaults.kinds import kind
from cunli.county.values import Default, Json, Shape, Topic
from cunli.places.kinds import UnitFunction

_F = UnitFunction
_KINDS: list[Json] = [
    kind("birth", _("孩子出生"), _("生了孩子"), "baby", _F.COMMITTEE),
    kind("death", _("有人去世"), _("有人去世"), "file-text", _F.COMMITTEE),
    kind("marriage", _("结婚"), _("结婚"), "users", _F.COMMITTEE),
    kind("move_in", _("搬来"), _("有人搬来"), "house", _F.COMMITTEE),
    kind("move_out", _("搬走"), _("有人搬走"), "route", _F.COMMITTEE),
    kind("divide", _("分户"), _("分成两户"), "id-card", _F.COMMITTEE, often=False),
    kind("merge", _("并户"), _("两户并成一户"), "users", _F.COMMITTEE, often=False),
]


def _line(key: str, word: str, title: str, by: UnitFunction, *, from_age: int = 0) -> dict[str, Json]:
    """``from_age``: only of who is at least so old; 0 for everybody."""
    line: dict[str, Json] = {**kind(key, word, title, "list-checks", by)}
    return {**line, "from_age": from_age} if from_age else line


_FOLLOWS: dict[str, list[Json]] = {
    "birth": [
        _line("register", _("上户口"), _("给孩子上户口，身份证号下来后改进户册"), _F.POLICE),
        _line("insurance", _("参医保"), _("给孩子参加居民医保，期限照县里的规定"), _F.SOCIAL_INSURANCE),
        _line("health", _("打疫苗"), _("建接种证和健康档案"), _F.HEALTH),
        _line("notice", _("告诉家长"), _("把孩子的信息怎么留、怎么用告诉家长"), _F.COMMITTEE),
    ],
    "death": [
        _line("cancel", _("销户口"), _("到派出所注销户口"), _F.POLICE),
        _line("insurance", _("停医保"), _("停医保，看有没有没报的药费"), _F.SOCIAL_INSURANCE),
        _line("pension", _("停养老金"), _("停发养老金，办丧葬费，结清账户"), _F.SOCIAL_INSURANCE, from_age=60),
        _line("allowance", _("停津贴"), _("停发高龄津贴"), _F.CIVIL_AFFAIRS, from_age=80),
        _line("funeral", _("丧葬"), _("问家里丧事要不要帮，惠民殡葬怎么减免"), _F.CIVIL_AFFAIRS),
        _line("family", _("看家里人"), _("上门看看家里人，有没有独居的、要照看的"), _F.COMMITTEE),
    ],
    "marriage": [
        _line("register", _("迁户口"), _("要迁户口的，到派出所办"), _F.POLICE),
        _line("insurance", _("转医保"), _("医保、养老关系要不要转"), _F.SOCIAL_INSURANCE),
    ],
    "move_in": [
        _line("register", _("迁户口"), _("要迁户口的，到派出所办"), _F.POLICE),
        _line("insurance", _("转医保"), _("医保、养老关系要不要转来"), _F.SOCIAL_INSURANCE),
        _line("visit", _("上门认识"), _("上门认识，告诉村里怎么找人办事"), _F.COMMITTEE),
        _line("notice", _("告知"), _("把个人信息怎么留、怎么用告诉本人"), _F.COMMITTEE),
    ],
    "move_out": [
        _line("register", _("迁户口"), _("要迁户口的，到派出所办"), _F.POLICE),
        _line("insurance", _("转医保"), _("医保、养老关系要不要转走"), _F.SOCIAL_INSURANCE),
        _line("pension", _("养老金"), _("搬走后养老金怎么领、怎么认证，告诉本人"), _F.SOCIAL_INSURANCE, from_age=60),
    ],
    "divide": [
        _line("register", _("分户口"), _("到派出所分户口本"), _F.POLICE),
        _line("land", _("承包地"), _("承包地、山林归哪一户，说清楚"), _F.COMMITTEE),
        _line("relations", _("改关系"), _("新的一户，每个人和户主的关系在户册里改过来"), _F.COMMITTEE),
    ],
    "merge": [
        _line("register", _("并户口"), _("到派出所并户口本"), _F.POLICE),
        _line("land", _("承包地"), _("承包地、山林归哪一户，说清楚"), _F.COMMITTEE),
        _line("relations", _("改关系"), _("并过来的，每个人和户主的关系在户册里改过来"), _F.COMMITTEE),
    ],
}
_TITLES = {
    "birth": _("孩子出生以后要办哪些，归谁"),
    "death": _("有人去世以后要办哪些，归谁"),
    "marriage": _("结婚以后要办哪些，归谁"),
    "move_in": _("搬来以后要办哪些，归谁"),
    "move_out": _("搬走以后要办哪些，归谁"),
    "divide": _("分户以后要办哪些，归谁"),
    "merge": _("并户以后要办哪些，归谁"),
}
_OURS = _("国家没有统一的清单；参考各地“一件事”联办的做法，多大年纪才办、归谁办，请县里照本县的定")
_CLOCKS = _("国家没有统一的数，这是初始值，请县里定")


def _clock(key: str, value: str, title: str) -> Default:
    return Default(key=key, shape=Shape.LENGTH, value=value, source=_CLOCKS, title=title, topic=Topic.CLOCKS)


def follows(event: str) -> str:
    """The setting that lists what follows from an event."""
    return f"life.after_{event}"


DEFAULTS = (
    Default(
        key="life.kinds",
        shape=Shape.KINDS,
        value=_KINDS,
        source=_("家里会有的变化，照户册里记的事；归村里核对"),
        title=_("家里有哪些变化"),
        topic=Topic.LIFE,
    ),
    *(
        Default(
            key=follows(event), shape=Shape.KINDS, value=lines, source=_OURS, title=_TITLES[event], topic=Topic.LIFE
        )
        for event, lines in _FOLLOWS.items()
    ),
    _clock("life.check", "3wd", _("家里有变化：多久核对")),
    _clock("life.line", "15wd", _("家里有变化：后面的每件事多久办")),
    _clock("life.follow_up", "30wd", _("家里有变化：后面的事多久都办好")),
)
