"""Writing papers: drafting and revising, signing and sealing, delivering and withdrawing, replacing templates."""

from __future__ import annotations

from cunli.papers.rules import Recipient
from cunli.papers.services.drafting import draft, revise
from cunli.papers.services.issuing import close_record, deliver, refuse, seal, sign, withdraw
from cunli.papers.services.templates import replace_template

__all__ = [
    "Recipient",
    "close_record",
    "deliver",
    "draft",
    "refuse",
    "replace_template",
    "revise",
    "seal",
    "sign",
    "withdraw",
]
