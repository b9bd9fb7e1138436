"""Word lists of the annotate step, as TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeAlias

WordLists: TypeAlias = dict[str, list[str]]


@cache
def word_lists(name: str) -> WordLists:
    """The flat lists of words in ``name.toml``, by key."""
    return {key: value for key, value in _tables(name).items() if isinstance(value, list)}


@cache
def word_list(name: str, table: str) -> WordLists:
    """The lists of words in one table of ``name.toml``, by key."""
    found = _tables(name)[table]
    assert isinstance(found, dict), f"{name}.toml: {table} is not a table"
    return found


@cache
def word_groups(name: str, table: str, key: str) -> tuple[tuple[str, ...], ...]:
    """The groups of equal forms under ``key`` in one table of ``name.toml``."""
    return tuple(tuple(group) for group in word_list(name, table)[key])


def _tables(name: str) -> dict[str, list[str] | WordLists]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
