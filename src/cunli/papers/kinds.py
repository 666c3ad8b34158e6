"""The kinds of papers and what each is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    LETTER = "letter", _("公函")
    SPOT_DECISION = "spot_decision", _("当场决定记录")


class Status(TextChoices):
    DRAFTED = "drafted", _("拟好了，等人签发")
    REFUSED = "refused", _("没签，退回去改")
    SIGNED = "signed", _("签发了，等着盖章")
    SEALED = "sealed", _("盖了章，等着送出")
    DELIVERED = "delivered", _("都送到了")
    WITHDRAWN = "withdrawn", _("作废了")


class DeliveryWay(TextChoices):
    BY_HAND = "by_hand", _("当面送")
    POST = "post", _("邮寄")
    FAX = "fax", _("传真")
    ELECTRONIC = "electronic", _("网上送")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a paper is written from. ``many``: a list of short texts, otherwise one text."""

    name: str
    label: str | Promise
    required: bool = True
    many: bool = False


@dataclass(frozen=True, slots=True)
class PaperSpec:
    """``mark`` follows the unit's own mark in the number; ``needs_recipients``: it goes to somebody outside."""

    mark: str
    template: str
    fields: tuple[Field, ...]
    needs_recipients: bool


SPECS: Mapping[PaperKind, PaperSpec] = {
    PaperKind.LETTER: PaperSpec(
        mark="函",
        template="letter.docx",
        needs_recipients=True,
        fields=(
            Field("body", _("正文")),
            Field("attachments", _("附件"), required=False, many=True),
            Field("photos", _("附上的照片"), required=False, many=True),
            Field("contact_name", _("联系人")),
            Field("contact_phone", _("联系电话")),
            Field("cc", _("抄送"), required=False, many=True),
        ),
    ),
    PaperKind.SPOT_DECISION: PaperSpec(
        mark="当决",
        template="spot_decision.docx",
        needs_recipients=False,
        fields=(
            Field("place", _("地点")),
            Field("situation", _("当时的情况")),
            Field("decision", _("当场决定")),
            Field("grounds", _("为什么这样定")),
            Field("witnesses", _("在场见证人"), many=True),
            Field("objections", _("有人说过的不同意见和怎么答的"), required=False, many=True),
            Field("reported_at", _("什么时候报的")),
            Field("arrived_at", _("什么时候到的")),
            Field("decided_at", _("什么时候定的")),
            Field("done_at", _("什么时候处置完的"), required=False),
            Field("decided_by", _("谁定的")),
        ),
    ),
}

COMMON_FIELDS = ("issuer", "mark", "number", "title", "recipients", "date", "ref", "verify_code", "is_draft")
"""What every template may use besides the fields of its kind; ``recipients`` is a list of names, ``mark`` is the
issuer's name set as a letterhead (write it ``{{r mark }}``)."""
PHOTOS_TITLE = "现场照片"
"""What the photos are called in the list of attachments and above their pages; no translation, it is on the paper."""
LANGUAGE = "zh-hans"
"""An official paper is written in Simplified Chinese, whatever language its writer uses the system in."""
SEAL_PLACE = "seal.png"
"""The name of the picture in a template that the seal takes the place of. A template may do without."""


def fields_of(kind: PaperKind) -> frozenset[str]:
    """Every name that a template of this kind may use."""
    return frozenset(COMMON_FIELDS) | {field.name for field in SPECS[kind].fields}
