"""Rows to plain JSON values and back, by their declared types. Nothing else spells out a schema."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sayso.rows import Span

Row = TypeVar("Row")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def key(name: str) -> str:
    """The exported name of a field: without the underscore that keeps it from being a keyword."""
    return name.rstrip("_")


def encode(value: object) -> Json:
    """A row, or anything in one, as JSON values: dataclasses become objects, tuples arrays."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return {key(field.name): encode(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no row holds a {type(value).__name__}")


def decode(row: type[Row], value: dict[str, Any]) -> Row:
    """The inverse of ``encode`` for a row type; unknown keys are ignored, so newer files open."""
    given: dict[str, Any] = {}
    for name, exported, make in _decoders(cast(Any, row)):
        if exported in value:
            found = value[exported]
            given[name] = found if make is None else make(found)
    return row(**given)


@cache
def _decoders(row: Any) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    """Of each field its name, its exported name, and what makes it: null where it stays as is."""
    hints = get_type_hints(row)
    return tuple(
        (field.name, key(field.name), _decoder(hints[field.name])) for field in fields(row)
    )


def _decoder(hint: Any) -> Callable[[Any], Any] | None:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = [part for part in get_args(hint) if part is not types.NoneType]
        some = _decoder(inner)
        return some and (lambda value: None if value is None else some(value))
    if origin is tuple:
        make = _decoder(get_args(hint)[0])
        return tuple if make is None else lambda value: tuple(map(make, value))
    if hint is Span:
        return lambda value: Span(value[0], value[1])
    if is_dataclass(hint):
        return lambda value: decode(hint, value)  # type: ignore[arg-type]
    if hint is float:
        return float
    assert origin is Literal or hint in (str, int), hint
    return None
