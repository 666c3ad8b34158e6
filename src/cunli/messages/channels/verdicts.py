"""What the word in an SMS provider's answer means for this message and for the next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cunli.messages.channels.base import DeliveryError, Refused, Resting, Unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """One provider's words: the good one, and how those begin that are about the number or about its limits."""

    good: str
    wrong_number: tuple[str, ...]
    too_many_to_one: tuple[str, ...]


def judge(code: str, verdicts: Verdicts) -> None:
    """Silent where it was taken. What is not about the number is about the account, and meets the next one too."""
    said = {"code": code[:80]}
    if code == verdicts.good:
        return
    if not code:
        raise Unsure(_("短信平台回的话看不懂，不知道送到没有"))
    if code.startswith(verdicts.wrong_number):
        raise Refused(_("这个号码收不了短信（%(code)s）") % said)
    if code.startswith(verdicts.too_many_to_one):
        raise DeliveryError(_("这个号码短时间收得太多（%(code)s）") % said)
    raise Resting(_("短信平台没有收（%(code)s）") % said)
