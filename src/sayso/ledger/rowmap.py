"""Rows to the columns of their tables and back, by their declared types."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from sayso.codec import decode, encode, key
from sayso.rows import Span

Row = TypeVar("Row")
Value = None | int | float | str | bytes


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a row is stored. ``columns`` are two for a span, else one."""

    name: str
    key: str
    columns: tuple[str, ...]
    kind: Literal["span", "plain", "json"]


_LAYOUTS: dict[type[object], tuple[Field, ...]] = {}


def layout(row: type[object]) -> tuple[Field, ...]:
    """How the fields of a row type are stored, in their order."""
    known = _LAYOUTS.get(row)
    if known is None:
        hints = get_type_hints(row)
        taken = {"start", "end"} if hints.get("span") is Span else set()
        names = [field.name for field in fields(row)]  # type: ignore[arg-type]
        known = _LAYOUTS[row] = tuple(_field(name, hints[name], taken) for name in names)
    return known


def _field(name: str, hint: Any, taken: set[str]) -> Field:
    if name == "span" and hint is Span:
        return Field(name, key(name), ("start", "end"), "span")
    column = key(name)
    # A time has a span and also the last day it covers, both of which want the column "end".
    column = f"{column}_" if column in taken else column
    return Field(name, key(name), (column,), "plain" if _plain(hint) else "json")


def _plain(hint: Any) -> bool:
    if get_origin(hint) is Literal or hint in (str, int, float):
        return True
    parts = [part for part in get_args(hint) if part is not NoneType]
    return NoneType in get_args(hint) and len(parts) == 1 and _plain(parts[0])


def columns(row: type[object]) -> tuple[str, ...]:
    """The columns a row type fills, quoted for SQL, in the order of ``values``."""
    return tuple(f'"{column}"' for field in layout(row) for column in field.columns)


def values(row: object) -> Iterator[Value]:
    """What a row puts into ``columns``."""
    for field in layout(type(row)):
        value = getattr(row, field.name)
        if field.kind == "span":
            yield from value
        elif field.kind == "plain":
            yield _finite(value)
        else:
            yield None if value is None else dumps(encode(value))


def build(row: type[Row], record: Sequence[Any]) -> Row:
    """The row whose ``columns`` hold ``record``; further values in it are ignored."""
    found: dict[str, Any] = {}
    rest = iter(record)
    for field in layout(row):
        value = next(rest)
        if field.kind == "span":
            value = (value, next(rest))
        elif field.kind == "json" and value is not None:
            value = json.loads(value)
        found[field.key] = value
    return decode(row, found)


def dumps(value: object) -> str:
    """Compact JSON, in the sources' own script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _finite(value: Value) -> Value:
    # JSON has no infinity, and a bound that is infinite is an open one, which rows write as null.
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
