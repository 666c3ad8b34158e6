"""What holds in a county that has decided nothing yet, each with its source. No national number is invented here:
where the law fixes none, the note says so and the county is asked to decide."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cunli.county.defaults import (
    benefits,
    care,
    clocks,
    hazards,
    households,
    inspections,
    ladder,
    life,
    likeness,
    mediation,
    monitored,
    notices,
    objections,
    outside,
    petitions,
    quiet,
    services,
    tolerance,
    upward,
    verification,
    whistles,
)
from cunli.county.values import Default

DEFAULTS: Mapping[str, Default] = MappingProxyType(
    {
        default.key: default
        for topic in (
            hazards,
            services,
            households,
            upward,
            tolerance,
            whistles,
            inspections,
            mediation,
            monitored,
            benefits,
            care,
            notices,
            objections,
            life,
            verification,
            outside,
            petitions,
            clocks,
            likeness,
            ladder,
            quiet,
        )
        for default in topic.DEFAULTS
    }
)
"""By key, in the order a settings page shows them."""
