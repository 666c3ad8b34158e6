"""People as a form names them: a line each, with a phone where there is one ("胡大成 13900000002")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cunli.lib import identity

NAME_MAX, MOST = 40, 20
_LINE = re.compile(r"(?P<name>.*?)[\s,，:：]*(?P<phone>[+0-9０-９][0-9０-９\- ]{5,})?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    phone: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.name} {self.phone}".strip()


def read(typed: str) -> list[Named]:
    """Raises ValueError with the sentence that says what is wrong."""
    found = [_read_one(line.strip()) for line in re.split(r"[\n;；、]", typed) if line.strip()]
    if len(found) > MOST:
        raise ValueError(_("最多写 %(n)d 个人") % {"n": MOST})
    return found


def _read_one(line: str) -> Named:
    parts = _LINE.fullmatch(line)
    name = parts["name"].strip() if parts else line
    phone = identity.plain(parts["phone"]) if parts and parts["phone"] else ""
    if not name or len(name) > NAME_MAX:
        raise ValueError(_("一行写一个人：先写名字，再写电话"))
    if phone and not identity.is_phone(phone):
        raise ValueError(_("“%(name)s”的电话看着不对，请再核对一遍") % {"name": name})
    return Named(name, phone)
