"""The newest root of the record, to be printed, signed and put away; and whether one put away is still there."""
