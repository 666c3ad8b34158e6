"""How names are read in pinyin, so that they are found by whoever types them.

A surname may be read unlike the same character elsewhere (单 shàn, 曾 zēng); what people type may follow either
reading, so both are kept. Pure; the dictionary is loaded at the first name that is written, not at start.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

SURNAMES: dict[str, str] = {  # as surnames; several where families differ; the common reading is kept beside them
    "单": "shan", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "曾": "zeng", "翟": "zhai", "缪": "miao mou",
    "盖": "ge", "仇": "qiu", "任": "ren", "冼": "xian", "乐": "yue le", "尉": "wei", "员": "yun", "繁": "po",
    "种": "chong", "召": "shao", "黑": "he", "秘": "bi", "折": "she", "祭": "zhai", "覃": "qin tan", "宓": "mi",
    "牟": "mu mou", "隗": "wei kui", "訾": "zi", "郗": "xi", "谌": "chen shen", "句": "gou", "适": "kuo", "阚": "kan",
    "莘": "shen", "盛": "sheng", "藏": "zang", "行": "xing", "相": "xiang", "炅": "gui", "华": "hua", "纪": "ji",
    "燕": "yan", "应": "ying", "车": "che", "石": "shi", "柏": "bai", "贾": "jia", "宁": "ning", "那": "na nuo",
    "哈": "ha", "重": "chong", "过": "guo", "曲": "qu", "沈": "shen", "褚": "chu", "洗": "xian", "晟": "cheng",
    "长": "zhang", "卜": "bu", "万": "wan", "薄": "bo", "逄": "pang", "钭": "tou", "佴": "nai", "璩": "qu",
    "乜": "nie", "仉": "zhang", "幺": "yao", "么": "yao", "宿": "su", "晁": "chao", "郇": "xun huan", "厍": "she",
    "郄": "qie xi", "佘": "she", "逯": "lu", "亓": "qi", "能": "nai", "呙": "guo", "六": "lu", "瞿": "qu",
    "臧": "zang", "阙": "que", "麴": "qu", "粘": "nian", "撒": "sa", "妫": "gui", "琚": "ju", "葛": "ge",
}  # fmt: skip
COMPOUND: dict[str, tuple[str, str]] = {
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "欧阳": ("ou", "yang"), "上官": ("shang", "guan"),
    "司马": ("si", "ma"), "司徒": ("si", "tu"), "诸葛": ("zhu", "ge"), "夏侯": ("xia", "hou"),
    "皇甫": ("huang", "fu"), "东方": ("dong", "fang"), "宇文": ("yu", "wen"), "慕容": ("mu", "rong"),
    "公孙": ("gong", "sun"), "呼延": ("hu", "yan"), "拓跋": ("tuo", "ba"), "赫连": ("he", "lian"),
    "乐正": ("yue", "zheng"), "鲜于": ("xian", "yu"), "相里": ("xiang", "li"), "子车": ("zi", "ju"),
}  # fmt: skip
INNER = "~"
"""Before a part of a name that is not its beginning: typed by nobody, sorted behind everything that is."""
_NOT_SAID = re.compile(r"[\W_]+")


def keys_of(name: str) -> list[str]:
    """What ``name`` is found by, each once: itself, its later parts after ``INNER``, its readings, their initials."""
    said = plain(name)
    return list(
        dict.fromkeys([*([said] if said else []), *(INNER + said[at:] for at in range(1, len(said))), *pinyin_of(name)])
    )


def plain(name: str) -> str:
    """A name as it is compared: ``"阿·木 Anna"`` → ``"阿木anna"``. Empty where there is nothing to read."""
    return "".join(_NOT_SAID.split(unicodedata.normalize("NFKC", name).lower()))


def pinyin_of(name: str) -> tuple[str, ...]:
    """Every reading and its initials: ``("shanxiaojun", "sxj", "danxiaojun", "dxj")``; none for no name."""
    words: list[str] = []
    for syllables in _readings(name):
        words += ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    return tuple(dict.fromkeys(words))


def sounds_of(name: str) -> frozenset[str]:
    """Every whole reading, as ``pinyin_of`` gives it, without the initials; of who has no name, none."""
    return frozenset("".join(syllables) for syllables in _readings(name))


def typed(text: str) -> str:
    """What was typed, as a beginning of a stored reading: ``"Wang Guilan"`` → ``"wangguilan"``, ü as v."""
    return "".join(text.lower().replace("ü", "v").replace("'", "").split())


@lru_cache(maxsize=20_000)
def _readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The likeliest first. 单于兰 may be of the family 单于 or of the family 单: both are read."""
    return tuple(_read(name))


def _read(name: str) -> Iterator[tuple[str, ...]]:
    plain = _plain(name)
    if not plain:
        return
    if first := COMPOUND.get(name[:2]):
        yield (*first, *plain[2:])
    for head in dict.fromkeys([*SURNAMES.get(name[0], "").split(), plain[0]]):
        yield (head, *plain[1:])


def _plain(text: str) -> list[str]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases help no name and take 40 MB in each worker
    from pypinyin import Style, lazy_pinyin  # only writing a name needs the dictionary

    return [one for one in lazy_pinyin(text, style=Style.NORMAL, errors=_letters) if one]


def _letters(other: str) -> str:
    """Latin letters of a name stay as they are; dots, blanks and digits are not read."""
    plain = unicodedata.normalize("NFKC", other).lower()
    return "".join(char for char in plain if char.isascii() and char.isalpha())
