"""What a county has decided: what holds on a day, what was decided when and by whom, which days are worked."""

from cunli.county.selectors.calendars import calendar, earlier_calendars, missing_year, notices, version_of
from cunli.county.selectors.history import Decided, county_of, decided, fingerprint, to_come
from cunli.county.selectors.in_force import (
    Explained,
    Request,
    UnknownSetting,
    explain,
    item,
    item_lists,
    items,
    ladder,
    length,
    lengths,
    number,
    value,
    values,
)

__all__ = [
    "Decided",
    "Explained",
    "Request",
    "UnknownSetting",
    "calendar",
    "county_of",
    "decided",
    "earlier_calendars",
    "explain",
    "fingerprint",
    "item",
    "item_lists",
    "items",
    "ladder",
    "length",
    "lengths",
    "missing_year",
    "notices",
    "number",
    "to_come",
    "value",
    "values",
    "version_of",
]
