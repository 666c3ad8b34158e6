"""Every procedure and edition that the county runs. A new one is a file here and a line below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cunli.procedures.catalogue.benefit_application import BENEFIT_APPLICATION
from cunli.procedures.catalogue.call_for_hands import CALL_FOR_HANDS
from cunli.procedures.catalogue.hazard import HAZARD
from cunli.procedures.catalogue.inspection_round import INSPECTION_ROUND
from cunli.procedures.catalogue.joint_whistle import JOINT_WHISTLE
from cunli.procedures.catalogue.life_event import LIFE_EVENT
from cunli.procedures.catalogue.mediation import MEDIATION
from cunli.procedures.catalogue.monitored_household import MONITORED_HOUSEHOLD
from cunli.procedures.catalogue.objection import OBJECTION
from cunli.procedures.catalogue.petition import PETITION
from cunli.procedures.catalogue.promise import PROMISE
from cunli.procedures.catalogue.request_upward import REQUEST_UPWARD
from cunli.procedures.catalogue.service_request import SERVICE_REQUEST
from cunli.procedures.catalogue.tolerance_file import TOLERANCE_FILE
from cunli.procedures.catalogue.verification import VERIFICATION
from cunli.procedures.grammar import Procedure

EDITIONS: tuple[Procedure, ...] = (
    HAZARD,
    SERVICE_REQUEST,
    REQUEST_UPWARD,
    INSPECTION_ROUND,
    MEDIATION,
    OBJECTION,
    LIFE_EVENT,
    VERIFICATION,
    PETITION,
    JOINT_WHISTLE,
    CALL_FOR_HANDS,
    TOLERANCE_FILE,
    MONITORED_HOUSEHOLD,
    BENEFIT_APPLICATION,
    PROMISE,
)

BY_EDITION: Mapping[tuple[str, date], Procedure] = {(item.key, item.edition): item for item in EDITIONS}


def current(key: str, on: date) -> Procedure | None:
    """The edition in force on a day, or None when no procedure has this key."""
    known = [item for item in EDITIONS if item.key == key and item.edition <= on]
    return max(known, key=lambda item: item.edition, default=None)


def pinned(key: str, edition: date) -> Procedure:
    """The edition a running matter began under. Raises KeyError if its file was taken away."""
    return BY_EDITION[key, edition]
