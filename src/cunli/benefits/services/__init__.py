"""Every write of this floor, one verb each."""

from cunli.benefits.services.approving import approve, drop
from cunli.benefits.services.asking import note_answer
from cunli.benefits.services.drafting import draft_list
from cunli.benefits.services.entitling import change, end, end_with_person, grant, resume
from cunli.benefits.services.programmes import write_programme
from cunli.benefits.services.reconciling import read_bank_file
from cunli.benefits.services.recovering import recover
from cunli.benefits.services.sending import send

__all__ = [
    "approve",
    "change",
    "draft_list",
    "drop",
    "end",
    "end_with_person",
    "grant",
    "note_answer",
    "read_bank_file",
    "recover",
    "resume",
    "send",
    "write_programme",
]
