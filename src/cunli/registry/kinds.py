"""The closed lists of this floor, and which labels are sensitive."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")
    UNKNOWN = "unknown", _("没写")


class Datum(TextChoices):
    """Which figure of the earth a coordinate is on: Chinese maps shift by some hundred metres."""

    WGS84 = "wgs84", _("手机定位（WGS-84）")
    GCJ02 = "gcj02", _("国内地图（GCJ-02）")
    CGCS2000 = "cgcs2000", _("测绘（CGCS2000）")


class Relation(TextChoices):
    """To the head of the household, as in a 户口簿."""

    HEAD = "head", _("户主")
    SPOUSE = "spouse", _("配偶")
    CHILD = "child", _("子女")
    CHILD_IN_LAW = "child_in_law", _("儿媳或女婿")
    GRANDCHILD = "grandchild", _("孙辈")
    PARENT = "parent", _("父母")
    PARENT_IN_LAW = "parent_in_law", _("公婆或岳父母")
    GRANDPARENT = "grandparent", _("祖辈")
    SIBLING = "sibling", _("兄弟姐妹")
    OTHER = "other", _("其他")


class Ending(TextChoices):
    """Why a membership ended."""

    MOVED_OUT = "moved_out", _("迁出")
    MOVED_WITHIN = "moved_within", _("并到别的户")
    DIED = "died", _("去世")
    MISTAKE = "mistake", _("记错了")


class LabelKind(TextChoices):
    MONITORED = "monitored", _("防返贫监测户")
    LIFTED_OUT_OF_POVERTY = "lifted_out_of_poverty", _("脱贫户")
    DIBAO = "dibao", _("低保")
    DIBAO_MARGIN = "dibao_margin", _("低保边缘")
    DESTITUTE = "destitute", _("特困")
    ALONE_OVER_80 = "alone_over_80", _("80岁以上独居")
    ALONE_ELDER = "alone_elder", _("独居老人")
    LEFT_BEHIND_CHILD = "left_behind_child", _("留守儿童")
    DISABLED = "disabled", _("残疾")
    SERIOUSLY_ILL = "seriously_ill", _("重病")
    CANNOT_WALK_FAR = "cannot_walk_far", _("出门不便")
    NO_PHONE = "no_phone", _("没有手机")
    PARTY_MEMBER = "party_member", _("党员")
    VILLAGERS_REPRESENTATIVE = "villagers_representative", _("村民代表")
    VETERAN = "veteran", _("退役军人")
    WOODEN_HOUSE = "wooden_house", _("木房")


SENSITIVE_LABELS: frozenset[str] = frozenset(
    {LabelKind.DISABLED, LabelKind.SERIOUSLY_ILL, LabelKind.CANNOT_WALK_FAR, LabelKind.LEFT_BEHIND_CHILD}
)
"""Health, and what concerns children: shown only to posts that may see the unmasked (PIPL art. 28)."""

CONSENT_LABELS: frozenset[str] = frozenset({LabelKind.CANNOT_WALK_FAR})
"""What a village notes of its own accord, of somebody's health: put only while they agree to it (PIPL art. 29), and
removed when they agree no more. Certified disability and illness rest on statutory duties instead (art. 13(3))."""

HOUSEHOLD_LABELS: frozenset[str] = frozenset(
    {LabelKind.MONITORED, LabelKind.LIFTED_OUT_OF_POVERTY, LabelKind.WOODEN_HOUSE}
)
"""Kinds that are found about a whole household; 低保 may be either, all others are about one person."""
EITHER_LABELS: frozenset[str] = frozenset({LabelKind.DIBAO, LabelKind.DIBAO_MARGIN, LabelKind.DESTITUTE})


class NumberField(TextChoices):
    """A number that is shown masked and may be asked for in full."""

    ID_NUMBER = "id_number", _("身份证号")
    PHONE = "phone", _("电话")
    BANK = "bank", _("银行卡号")


class Told(TextChoices):
    """How a person was given the notice about their data."""

    FACE_TO_FACE = "face_to_face", _("当面说")
    PAPER = "paper", _("给了纸")
    PHONE = "phone", _("电话说")
    ONLINE = "online", _("自己在手机上看")


class ConsentWay(TextChoices):
    """How somebody agreed; each leaves a proof (PIPL art. 14, 29, 31)."""

    PAPER = "paper", _("签了纸")
    WITNESSED = "witnessed", _("当面说的，有人作证")
    OWN_CLICK = "own_click", _("自己在手机上点的")


class LookAnswer(TextChoices):
    """What the second person said to a look at a child."""

    AGREED = "agreed", _("答应了")
    REFUSED = "refused", _("没答应")


class Decision(TextChoices):
    """What a person said about two who may be one."""

    SAME = "same", _("是同一个人")
    DIFFERENT = "different", _("不是同一个人")


class FoundBy(TextChoices):
    """How two people came to be asked about."""

    IMPORT = "import", _("导入时")
    SWEEP = "sweep", _("平时对的")


class CorrectionField(TextChoices):
    """What may be said to be wrong: of a person, then of a household."""

    NAME = "name", _("名字")
    BORN_ON = "born_on", _("生日")
    SEX = "sex", _("性别")
    ETHNICITY = "ethnicity", _("民族")
    RELATION = "relation", _("与户主关系")
    ID_NUMBER = "id_number", _("身份证号")
    PHONE = "phone", _("电话")
    BANK = "bank", _("银行卡号")
    ADDRESS = "address", _("地址")
    DOOR_NO = "door_no", _("门牌号")


HOUSEHOLD_FIELDS: tuple[CorrectionField, ...] = (CorrectionField.ADDRESS, CorrectionField.DOOR_NO)
PERSON_FIELDS: tuple[CorrectionField, ...] = tuple(one for one in CorrectionField if one not in HOUSEHOLD_FIELDS)
REMOVABLE: frozenset[str] = frozenset({CorrectionField.PHONE, CorrectionField.BANK})
"""May become empty: the person does not want it kept."""


class CorrectionState(TextChoices):
    OPEN = "open", _("等核对")
    APPLIED = "applied", _("改好了")
    REFUSED = "refused", _("没有改")
    WITHDRAWN = "withdrawn", _("不改了")
