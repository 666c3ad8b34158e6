"""Pure rules about names and codes of places."""

from __future__ import annotations

import re

from cunli.places.kinds import CodeSystem, Level

_VILLAGE_ENDINGS = ("村民委员会", "村委会")
_COMMUNITY_ENDINGS = ("居民委员会", "居委会")
_CODE_SHAPES = {
    (CodeSystem.CIVIL, Level.COUNTY): r"[1-9]\d{5}",
    (CodeSystem.CIVIL, Level.TOWN): r"[1-9]\d{8}",
    (CodeSystem.STATISTICS, Level.COUNTY): r"[1-9]\d{5}(0{6})?",
    (CodeSystem.STATISTICS, Level.TOWN): r"[1-9]\d{8}(000)?",
    (CodeSystem.STATISTICS, Level.VILLAGE): r"[1-9]\d{11}",
}
_LOCAL_SHAPE = r"[0-9A-Za-z-]{2,30}"


def short_name(name: str) -> str:
    """What people call a place: ``崩巴图村民委员会`` → ``崩巴图村``, ``小丑村村民委员会`` → ``小丑村``."""
    for ending in _VILLAGE_ENDINGS:
        if name.endswith(ending) and name != ending:
            return _closed_with(name.removesuffix(ending), "村")
    for ending in _COMMUNITY_ENDINGS:
        if name.endswith(ending) and name != ending:
            return _closed_with(name.removesuffix(ending), "社区")
    return name


def code_fits(system: str, level: str, code: str) -> bool:
    """Whether a code has the shape of its system: 6 digits for a county, 9 for a town (2025 order no. 79 of the
    Ministry of Civil Affairs), 12 for a village in the statistical system; a county's own codes are free."""
    if system == CodeSystem.LOCAL:
        return re.fullmatch(_LOCAL_SHAPE, code) is not None
    shape = _CODE_SHAPES.get((CodeSystem(system), Level(level)))
    return shape is not None and re.fullmatch(shape, code) is not None


def _closed_with(stem: str, ending: str) -> str:
    return stem if stem.endswith((ending, "村", "社区", "屯", "嘎查")) else stem + ending
