from __future__ import annotations

import hashlib
import re

from cunli.ui.icons import FOLDER

VENDOR = FOLDER.parent / "static" / "ui" / "vendor"


def test_vendored_files_are_what_the_list_says_and_carry_their_licence() -> None:
    listed = dict(
        re.findall(r"^\| (\S+?/\S+?) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "VENDORED.md").read_text("utf-8"), re.M)
    )
    served = {".css", ".js", ".png"}
    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.suffix in served}
    assert set(listed) == present
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest
        assert (VENDOR / name.split("/")[0] / "LICENSE.txt").is_file()
