"""Published dates compared where their precision allows it: what is not certain does not match."""

from __future__ import annotations

import re
from datetime import date

from sayso.errors import QueryError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

AFTER = "d.published >= :after"
"""A condition on the published date, to be given ``first_day``."""
BEFORE = "(d.published < :before AND substr(:before, 1, length(d.published)) != d.published)"
"""The same; a date that is only known to the year or month must end before."""


def first_day(text: str, field: str) -> str:
    """The first day of a year, month or day, shortened so that it compares as text.

    "2023-07-01" becomes "2023-07" and "2023-01-01" becomes "2023": as text, these come before
    every date in them, whatever its precision. Raises ``QueryError`` naming ``field``.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise QueryError(_bad(text, field))
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        found = date(year, month, day).isoformat()
    except ValueError:
        raise QueryError(_bad(text, field)) from None
    return re.sub(r"(-01){1,2}$", "", found)


def _bad(text: str, field: str) -> str:
    return (
        f"{field}:{text} is not a date. Write a year, a month or a day: "
        f"{field}:2023, {field}:2023-07 or {field}:2023-07-29."
    )
