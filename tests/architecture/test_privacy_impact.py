"""The impact assessment lists every table that holds personal data as the table itself declares it.

When a declaration changes, the test writes the list to ``build/privacy-impact.md``: put it at the end of
``docs/privacy-impact.md``, and read above whether the assessment still says all that concerns it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from tests.architecture.checkers.house import ROOT

PAPER = ROOT / "docs" / "privacy-impact.md"
SEEN = ROOT / "build" / "privacy-impact.md"
HEAD = "| table | holds | basis | goes | how |\n|---|---|---|---|---|\n"


def rows() -> Iterator[str]:
    models = [model for model in apps.get_models() if model.__module__.startswith("cunli.")]
    for model in sorted(models, key=lambda model: model._meta.label_lower):
        said = model.PRIVACY
        if said.kinds:
            how = f"`{said.cleared_by}`" if said.cleared_by else said.left_because
            name = model._meta.label.removeprefix("cunli_")
            yield f"| {name} | {', '.join(said.kinds)} | {said.basis} | {said.retention} | {how} |\n"


def test_the_assessment_lists_what_the_tables_declare() -> None:
    seen = HEAD + "".join(rows())
    SEEN.parent.mkdir(exist_ok=True)
    SEEN.write_text(seen)
    assert PAPER.read_text().endswith(seen), f"{PAPER.name} differs: the list is in {SEEN}"
