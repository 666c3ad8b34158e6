"""Notices (公示): drafted, blacked out, hung, objected to, concluded."""
