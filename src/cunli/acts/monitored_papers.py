"""What the papers about a monitored household say, from what is on record."""

from __future__ import annotations

from collections.abc import Mapping

from cunli.acts.happening import Happening
from cunli.cases.said import choices_of
from cunli.cases.selectors import participants_of
from cunli.papers.kinds import PaperKind


def _authorisation(happening: Happening) -> Mapping[str, object]:
    matter, named, values = happening.matter, happening.advanced.named, happening.values
    return {
        "place": str(matter.village or matter.town or matter.county),
        "household": named.households[int(str(values["household"]))],
        "risk": choices_of(matter)[matter.law.kinds].get(matter.kind, ""),
        "signers": [one.name for one in participants_of(matter)],
        "verifiers": [named.officers[int(str(values[key]))] for key in ("verifier", "verifier_two")],
    }


CONTENT = {PaperKind.MONITORED_CONSENT: _authorisation}
