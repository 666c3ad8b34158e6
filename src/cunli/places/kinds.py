"""The closed lists of this floor: levels of areas, systems of codes, kinds and functions of units."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    COUNTY = "county", _("县")
    TOWN = "town", _("乡镇")
    VILLAGE = "village", _("村")
    GROUP = "group", _("村民小组")


PARENT_LEVEL: dict[str, str | None] = {
    Level.COUNTY: None,
    Level.TOWN: Level.COUNTY,
    Level.VILLAGE: Level.TOWN,
    Level.GROUP: Level.VILLAGE,
}


class CodeSystem(TextChoices):
    """Who gave a code. Village codes are no longer published since 2024, so a county may keep its own."""

    CIVIL = "civil", _("民政行政区划代码")
    STATISTICS = "statistics", _("统计用区划代码")
    LOCAL = "local", _("本县代码")


class GridKind(TextChoices):
    GENERAL = "general", _("综合网格")
    DEDICATED = "dedicated", _("专属网格")


class UnitKind(TextChoices):
    VILLAGERS_COMMITTEE = "villagers_committee", _("村民委员会")
    SERVICE_STATION = "service_station", _("便民服务站")
    MEDIATION_CENTRE = "mediation_centre", _("矛盾调解中心")
    ERRAND_TEAM = "errand_team", _("跑腿服务队")
    TOWN_OFFICE = "town_office", _("乡镇办公室")
    DEPARTMENT = "department", _("县级部门")
    OUTSIDE_COMPANY = "outside_company", _("外部单位")


NOT_OF_A_VILLAGE = frozenset({UnitKind.TOWN_OFFICE, UnitKind.DEPARTMENT, UnitKind.OUTSIDE_COMPANY})
"""Kinds that may stand in a village and are never its own. Every other kind is: one that is added, too."""


class UnitFunction(TextChoices):
    """What a unit is for; matters are routed by it."""

    COMMITTEE = "committee", _("村务")
    STATION = "station", _("便民服务")
    MEDIATION = "mediation", _("调解")
    ERRANDS = "errands", _("跑腿")
    PEACE = "peace", _("平安建设")
    CIVIL_AFFAIRS = "civil_affairs", _("民政")
    HOUSING = "housing", _("村镇建设")
    ROADS = "roads", _("交通")
    WATER = "water", _("水利")
    FORESTRY = "forestry", _("林业")
    FIRE = "fire", _("消防")
    EMERGENCY = "emergency", _("应急")
    GEOLOGY = "geology", _("自然资源")
    POWER = "power", _("电力")
    TELECOM = "telecom", _("通信")
    GAS = "gas", _("燃气")
    HEALTH = "health", _("卫生")
    EDUCATION = "education", _("教育")
    FOOD = "food", _("市场监管")
    FARMING = "farming", _("农业农村")
    ENVIRONMENT = "environment", _("生态环境")
    POLICE = "police", _("公安")
    SOCIAL_INSURANCE = "social_insurance", _("社保医保")
    DISCIPLINE = "discipline", _("纪检监督")
    PETITIONS = "petitions", _("信访")
    GENERAL = "general", _("综合")
