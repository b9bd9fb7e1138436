"""Roles as they are compared: the office, and the state or body whose office it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.annotate.fold import fold
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    HELD_OFFICES,
    TITLE_MODIFIERS,
    TITLES,
    role_head,
    role_words,
)
from sayso.link.entities.states import countries

_FORMER = frozenset(["former", "ex", "late", "then", "outgoing", "retired", "erstwhile", "onetime"])
_FORMAL = TITLES | TITLE_MODIFIERS | BODY_NOUNS
_TITULAR = TITLES | TITLE_MODIFIERS
_WHOSE = re.compile(r"^(.*?)\s+(?:of|for|at|in|to|on)\s+(.*)$")
_POSSESSIVE = re.compile(r"['’]s\b")
# Held by several at a time unless it is said where.
_SENT = frozenset(["ambassador", "envoy", "consul", "commissioner"])


@dataclass(frozen=True, slots=True)
class Office:
    """What a role says: its noun ("minister"), the words that tell which ("foreign"), and the
    states it belongs to, as in ``states.countries``."""

    head: str
    words: frozenset[str]
    states: frozenset[str]
    former: bool = False


@lru_cache(maxsize=32768)
def office(role: str) -> Office | None:
    """The title that a text's words for somebody hold; null where they hold none.

    Words that praise or blame ("the beleaguered French president") are no part of it.
    """
    _, plain = countries(fold(_POSSESSIVE.sub("", role)).split())
    head = role_head(plain)
    if head not in TITLES:
        return None
    states, rest = countries(list(_telling(_POSSESSIVE.sub("", role))))
    former = not _FORMER.isdisjoint(fold(role).split())
    return Office(head, frozenset(role_words(rest)) - _FORMER, states, former)


def _telling(role: str) -> Iterator[str]:
    """The folded words of a role but those that only describe: small letters before its noun."""
    split = _WHOSE.match(role)
    before, after = split.groups() if split else (role, "")
    for word in before.split():
        for part in fold(word).split():
            if part in _FORMAL or word[:1].isupper():
                yield part
    yield from fold(after).split()


def office_key(role: str) -> str | None:
    """The key of the office that a role is: what it is called, and of which state.

    Null where the words name no office that one person holds at a time, or do not say whose. Who
    held it once holds another, "former president".
    """
    held = office(role)
    if held is None or not held.states or held.head not in HELD_OFFICES:
        return None
    if held.head in _SENT and len(held.states) < 2 and len(held.words) < 2:
        return None
    words = [*sorted(held.states), *sorted(held.words)]
    return f"office|{'former ' if held.former else ''}{' '.join(words)}"


def agreement(ones: Iterable[Office], others: Iterable[Office]) -> int:
    """How far two people's offices agree: 2 the same of one state, 1 the same title, 0 nothing in
    common, -1 the same title of different states."""
    found = {_agreement(one, other) for one in ones for other in others}
    return max((level for level in found if level), default=0)


def _agreement(one: Office, other: Office) -> int:
    if one.head != other.head or not (one.words ^ other.words).isdisjoint(_TITULAR):
        return 0
    if one.states and other.states:
        return (2 if one.words == other.words else 1) if one.states & other.states else -1
    # "Secretary General" may be the "Ruritanian League's Secretary General".
    return int(one.words <= other.words or other.words <= one.words)
