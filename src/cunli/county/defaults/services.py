"""What a village station does for people, and which papers each service needs, so that all can be said at once."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cunli.county.values import Default, Json, Shape
from cunli.places.kinds import UnitFunction as Function

_GROUPS: list[Json] = [
    {"key": "phone", "word": _("手机"), "title": _("手机上的事"), "icon": "smartphone"},
    {"key": "bills", "word": _("缴费"), "title": _("交话费、水费、电费"), "icon": "receipt"},
    {"key": "home", "word": _("家里水电"), "title": _("停电、停水、合闸"), "icon": "plug-zap"},
    {"key": "aid", "word": _("救助补贴"), "title": _("低保、特困、补贴"), "icon": "hand-heart"},
    {"key": "insurance", "word": _("养老医保"), "title": _("养老、医保"), "icon": "heart-pulse"},
    {"key": "papers", "word": _("办证指路"), "title": _("证件、建房、就业"), "icon": "file-text"},
    {"key": "other", "word": _("别的"), "title": _("跑腿和别的"), "icon": "ellipsis"},
]

_PAPERS: list[Json] = [
    {"key": "id_card", "word": _("身份证")},
    {"key": "household_book", "word": _("户口本")},
    {"key": "bank_card", "word": _("银行卡或社保卡")},
    {"key": "photo", "word": _("一寸照片")},
    {"key": "income", "word": _("家里收入情况（自己写）")},
    {"key": "check_consent", "word": _("家庭情况核对授权书")},
    {"key": "disability_card", "word": _("残疾人证")},
    {"key": "medical_bills", "word": _("看病的票据")},
    {"key": "discharge_note", "word": _("出院小结")},
    {"key": "entrusted", "word": _("委托书（替别人办的）")},
    {"key": "marriage_book", "word": _("结婚证")},
    {"key": "land_papers", "word": _("宅基地的材料")},
    {"key": "bill_number", "word": _("户号或手机号")},
]


def _service(
    key: str,
    word: str,
    group: str,
    icon: str,
    *,
    by: Function,
    papers: tuple[str, ...] = (),
    often: bool = False,
    about_place: bool = False,
) -> dict[str, Json]:
    """``by``: who gets it when the station hands it on. ``about_place``: the neighbours may have reported it."""
    return {
        "key": key,
        "word": word,
        "title": word,
        "group": group,
        "icon": icon,
        "handles": by.value,
        "papers": list(papers),
        "often": often,
        "about_place": about_place,
    }


_F = Function
_ME = ("id_card", "household_book")
_AID = (*_ME, "bank_card", "income", "check_consent")
_SERVICES: list[Json] = [
    _service("phone_silent", _("手机不响"), "phone", "bell-off", by=_F.TELECOM, often=True),
    _service("phone_net", _("上不了网"), "phone", "wifi-off", by=_F.TELECOM),
    _service("phone_other", _("手机别的事"), "phone", "smartphone", by=_F.TELECOM),
    _service("phone_bill", _("交话费"), "bills", "phone", by=_F.TELECOM, papers=("bill_number",), often=True),
    _service("water_bill", _("交水费"), "bills", "droplets", by=_F.WATER, papers=("bill_number",)),
    _service("power_bill", _("交电费"), "bills", "zap", by=_F.POWER, papers=("bill_number",), often=True),
    _service("power_off", _("停电合闸"), "home", "plug-zap", by=_F.POWER, often=True, about_place=True),
    _service("water_off", _("停水漏水"), "home", "droplets", by=_F.WATER, about_place=True),
    _service("dibao_question", _("问低保"), "aid", "hand-heart", by=_F.CIVIL_AFFAIRS, often=True),
    _service("dibao_apply", _("申请低保"), "aid", "hand-heart", by=_F.CIVIL_AFFAIRS, papers=_AID),
    _service("destitute_apply", _("申请特困"), "aid", "hand-heart", by=_F.CIVIL_AFFAIRS, papers=_AID),
    _service("urgent_aid", _("临时救助"), "aid", "life-buoy", by=_F.CIVIL_AFFAIRS, papers=_AID),
    _service(
        "disability_aid",
        _("残疾补贴"),
        "aid",
        "accessibility",
        by=_F.CIVIL_AFFAIRS,
        papers=(*_ME, "disability_card", "bank_card"),
    ),
    _service("age_allowance", _("高龄津贴"), "aid", "cake", by=_F.CIVIL_AFFAIRS, papers=(*_ME, "bank_card")),
    _service("elder_card", _("老年优待"), "aid", "id-card", by=_F.CIVIL_AFFAIRS, papers=("id_card", "photo")),
    _service(
        "pension_check",
        _("养老认证"),
        "insurance",
        "scan-face",
        by=_F.SOCIAL_INSURANCE,
        papers=("id_card",),
        often=True,
    ),
    _service(
        "pension_pay", _("交养老"), "insurance", "wallet", by=_F.SOCIAL_INSURANCE, papers=("id_card", "bank_card")
    ),
    _service("medical_pay", _("交医保"), "insurance", "heart-pulse", by=_F.SOCIAL_INSURANCE, papers=_ME, often=True),
    _service(
        "medical_claim",
        _("医保报销"),
        "insurance",
        "receipt",
        by=_F.SOCIAL_INSURANCE,
        papers=("id_card", "bank_card", "medical_bills", "discharge_note"),
    ),
    _service("household_papers", _("户口证明"), "papers", "file-text", by=_F.POLICE, papers=_ME),
    _service("house_building", _("申请建房"), "papers", "house", by=_F.HOUSING, papers=(*_ME, "land_papers")),
    _service("birth", _("生育登记"), "papers", "baby", by=_F.HEALTH, papers=(*_ME, "marriage_book")),
    _service("work", _("找活登记"), "papers", "briefcase", by=_F.SOCIAL_INSURANCE, papers=("id_card",)),
    _service("legal_aid", _("法律援助"), "papers", "scale", by=_F.PEACE, papers=("id_card", "income")),
    _service("errand", _("跑腿代办"), "other", "bike", by=_F.ERRANDS),
    _service("other", _("别的"), "other", "ellipsis", by=_F.GENERAL, often=True),
]

_SOURCE = _("参考各地村里办事的清单（没有见到原文），请县里核对")

DEFAULTS = (
    Default(key="service.groups", shape=Shape.GROUPS, value=_GROUPS, source=_SOURCE, title=_("便民服务分几类")),
    Default(
        key="service.categories", shape=Shape.CATEGORIES, value=_SERVICES, source=_SOURCE, title=_("便民服务办哪些事")
    ),
    Default(key="service.papers", shape=Shape.PAPERS, value=_PAPERS, source=_SOURCE, title=_("要带的材料")),
)
