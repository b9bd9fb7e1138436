"""Values as cells of a spreadsheet.

Lists and objects are JSON text. Articles are strangers' text, and a spreadsheet runs a cell that
begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return as a formula. Such a string gets
an apostrophe put before it; one that already has apostrophes before such a character gets one
more, so that ``restored`` always gives back what the ledger has. Numbers are left alone.
"""

from __future__ import annotations

import re

from sayso.codec import Json
from sayso.ledger.rowmap import dumps

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def cell(value: Json) -> str | int | float | None:
    """A value as one cell; null is an empty cell."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, list | dict | bool):
        return dumps(value)
    return value


def guarded(text: str) -> str:
    """``text`` such that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What was ``guarded``: call it on the string cells that you read."""
    return text[1:] if _GUARDED.match(text) else text
