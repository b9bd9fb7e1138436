"""Dates of different precision in order, as far as they are."""

from __future__ import annotations


def surely_before(one: str | None, other: str | None) -> bool:
    """Whether an ISO date is surely before another: "2023" and "2023-07" are in no order."""
    if not one or not other:
        return False
    size = min(len(one), len(other))
    return one[:size] < other[:size]
