"""Short codes: checkable, and never somebody else's."""

from __future__ import annotations

import pytest

from cunli.lib import codes


def test_a_code_that_is_given_out_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["1111111111", "2222222222", "3333333333"])
    monkeypatch.setattr(codes, "short_code", lambda: next(drawn))
    assert codes.free_code({"1111111111", "2222222222"}.__contains__) == "3333333333"
