"""Makes the shipped templates: ``python -m cunli.papers.templates_docx.build``. Run it after changing one."""

from __future__ import annotations

from pathlib import Path

from cunli.papers.templates_docx import word
from cunli.papers.templates_docx.letter import build_letter
from cunli.papers.templates_docx.spot_decision import build_spot_decision

HERE = Path(__file__).parent


def main() -> None:
    for name, document in (("letter", build_letter()), ("spot_decision", build_spot_decision())):
        word.save_reproducibly(document, HERE / f"{name}.docx")


if __name__ == "__main__":
    main()
