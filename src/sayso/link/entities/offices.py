"""Roles as they are compared: the office, and the state or body whose office it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sayso.annotate.fold import fold
from sayso.annotate.mentions.words import TITLE_MODIFIERS, TITLES, role_head, role_words
from sayso.link.entities.keys import countries

_FORMER = frozenset(["former", "ex", "late", "then", "outgoing", "retired", "erstwhile", "onetime"])


@dataclass(frozen=True, slots=True)
class Office:
    """What a role says: its noun ("minister"), the words that tell which ("foreign"), and the
    states it belongs to, as in ``keys.countries``."""

    head: str
    words: frozenset[str]
    states: frozenset[str]
    former: bool = False


@lru_cache(maxsize=32768)
def office(role: str) -> Office | None:
    """The office that a text's words for somebody name; null where they name none."""
    states, rest = countries(fold(role.replace("’s", "").replace("'s", "")).split())
    head = role_head(rest)
    if not head or head not in TITLES:
        return None
    words = role_words(rest)
    return Office(
        head,
        frozenset(words & (TITLES | TITLE_MODIFIERS)) - _FORMER,
        states,
        not words.isdisjoint(_FORMER),
    )


def agreement(ones: frozenset[Office], others: frozenset[Office]) -> int:
    """How far two people's offices agree: 2 the same of one state, 1 the same title, 0 nothing in
    common, -1 the same title of different states."""
    best = 0
    for one in ones:
        for other in others:
            if one.head != other.head or one.words != other.words:
                continue
            if one.states and other.states:
                best = max(best, 2) if one.states & other.states else best or -1
            else:
                best = max(best, 1)
    return best
