"""Where a rule stands: an instrument and its article, or the county's own decision."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """``law`` is the instrument's Chinese short name (resolved by ``law.statutes``), ``article`` its number or ""."""

    law: str
    article: str = ""

    def __str__(self) -> str:
        if not self.article:
            return self.law
        return f"{self.law}第{self.article}条" if self.article[0].isdigit() else f"{self.law}{self.article}"


COUNTY = "县里的规定"
"""The instrument of rules that each county sets for itself, as dated configuration with a source."""


def cite(law: str, article: str = "") -> Citation:
    return Citation(law=law, article=article)


def county_rule(what: str) -> Citation:
    """A rule without a national source: the county decides it, dated, in ``county``."""
    return Citation(law=COUNTY, article=f"：{what}")
