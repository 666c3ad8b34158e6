"""Makes the shipped templates: ``python -m cunli.papers.templates_docx.build``. Run it after changing one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docx.document import Document as WordDocument

from cunli.papers.templates_docx import benefit, mediation, monitored, petition, tolerance, word
from cunli.papers.templates_docx.letter import build_letter
from cunli.papers.templates_docx.spot_decision import build_spot_decision

HERE = Path(__file__).parent


MAKERS: Mapping[str, Callable[[], WordDocument]] = {
    "letter": build_letter,
    "spot_decision": build_spot_decision,
    monitored.NAME: monitored.build,
    **{name: partial(benefit.build, name) for name in benefit.NAMES},
    **{name: partial(mediation.build, name) for name in mediation.ASKED},
    **{name: partial(petition.build, name) for name in petition.NAMES},
    **{name: partial(tolerance.build, name) for name in tolerance.ASKED},
}


def main() -> None:
    for name, maker in MAKERS.items():
        word.save_reproducibly(maker(), HERE / f"{name}.docx")


if __name__ == "__main__":
    main()
