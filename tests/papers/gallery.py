"""Every kind of paper as the invented county issues it: ``python -m tests.papers.gallery FOLDER``.

The scenarios of the law book are played through the acts; of each kind the sealed paper that says most is kept, as
Word and, where LibreOffice and poppler are installed, as PDF and as a picture of each page, to be looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from cunli.procedures.catalogue import EDITIONS
from cunli.procedures.grammar import Procedure
from cunli.procedures.scenarios import Scenario, path_of, scenarios_in

DOTS_PER_INCH = 70
PUBLIC_ADDRESS = "https://cunli.qinghe.example"


def main(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    from tests import append_only

    append_only.install()
    settings.PUBLIC_ADDRESS = PUBLIC_ADDRESS
    database = setup_databases(verbosity=0, interactive=False)
    try:
        write_gallery(folder)
    finally:
        teardown_databases(database, verbosity=0)
    draw(folder)


def write_gallery(folder: Path) -> None:
    """One Word file for each kind, named after it; says which kinds no scenario reaches."""
    from cunli.papers.kinds import PaperKind

    folder.mkdir(parents=True, exist_ok=True)
    issued = papers_of_the_scenarios()
    for kind, content in issued.items():
        (folder / f"{kind}.docx").write_bytes(content)
    for kind in set(PaperKind) - set(issued):
        sys.stdout.write(f"no scenario issues {kind.label}\n")


def issuing() -> Iterator[tuple[Procedure, Scenario]]:
    """Every scenario that says which papers it comes to."""
    for law in EDITIONS:
        for scenario in scenarios_in(path_of(law.key)):
            if "papers" in scenario.expect:
                yield law, scenario


def papers_of_the_scenarios() -> Mapping[str, bytes]:
    """Kind → the sealed Word file of the paper that says most."""
    from django.db import transaction

    from cunli.county import memory
    from tests.cast import make_cast
    from tests.procedures.playing import play

    fullest: dict[str, tuple[int, bytes]] = {}
    for law, scenario in issuing():
        with transaction.atomic():
            memory.forget()
            play(make_cast(), law, scenario)
            for kind, said, content in _sealed():
                fullest[kind] = max(fullest.get(kind, (0, b"")), (said, content))
            transaction.set_rollback(True)
    return {kind: content for kind, (_said, content) in fullest.items()}


def _sealed() -> Iterator[tuple[str, int, bytes]]:
    """Kind, how much it says, its file."""
    from cunli.papers.models import Paper

    for paper in Paper.objects.unscoped("the gallery").exclude(file=None).select_related("file"):
        assert paper.file is not None
        yield paper.kind, len(str(paper.data)), paper.file.path.read_bytes()


def draw(folder: Path) -> None:
    """PDF beside each Word file, and ``kind-1.png`` for each page."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        sys.stdout.write("only Word files: apt install libreoffice-writer poppler-utils for pictures\n")
        return
    written = sorted(folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{(folder / '.office').resolve()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, written)], check=True, capture_output=True)
    shutil.rmtree(folder / ".office")
    for name in written:
        page = name.with_suffix("")
        pictured = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", f"{page}.pdf", str(page)]
        subprocess.run(pictured, check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
