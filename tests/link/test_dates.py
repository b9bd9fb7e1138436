"""Dates of different precision: which is surely before which."""

from __future__ import annotations

import pytest

from sayso.link.dates import surely_before


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2031-05-03", "2031-05-04", True),
        ("2031", "2032-01", True),
        ("2031", "2031-05", False),
        ("2031-05", "2031", False),
        ("2031-05-03", "2031-05-03", False),
        (None, "2031", False),
        ("2031", None, False),
    ],
)
def test_dates_that_may_be_the_same_are_in_no_order(
    one: str | None, other: str | None, before: bool
) -> None:
    assert surely_before(one, other) is before
