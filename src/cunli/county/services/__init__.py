"""Every write of this floor, one verb each."""

from cunli.county.services.holidays import announce_holidays
from cunli.county.services.settings import AlreadyBegun, SetMeanwhile, check_value, set_value, withdraw_value

__all__ = ["AlreadyBegun", "SetMeanwhile", "announce_holidays", "check_value", "set_value", "withdraw_value"]
