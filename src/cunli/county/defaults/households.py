"""What households of the county work with, as far as a village writes it down."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Measure, Shape


def _kind(key: str, word: str, measure: Measure) -> dict[str, Json]:
    return {"key": key, "word": word, "measure": measure.value}


_KINDS: list[Json] = [
    _kind("contracted_land", _("承包地"), Measure.MU),
    _kind("forest_land", _("林地"), Measure.MU),
    _kind("water", _("水面"), Measure.MU),
    _kind("cattle", _("牛"), Measure.HEAD),
    _kind("sheep", _("羊"), Measure.ONE),
    _kind("pigs", _("猪"), Measure.HEAD),
    _kind("poultry", _("家禽"), Measure.ONE),
]

DEFAULTS = (
    Default(
        key="household.production",
        shape=Shape.PRODUCTION,
        value=_KINDS,
        source=_("国家没有统一的清单，每一样都可以不记，请县里定"),
        title=_("一家种什么养什么，记哪几样"),
    ),
)
