"""Whose office or body a role names: of "spokesperson of the ministry" the ministry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import alike
from sayso.rows import EntityKind

_BODIES: frozenset[EntityKind] = frozenset(["organisation"])
_STATES: frozenset[EntityKind] = frozenset(["place", "group"])
_OF = frozenset(["of", "for", "at", "in", "to"])


class Offices:
    """Asked by the words of a role who or what it belongs to."""

    def __init__(self, tokens: Tokens, found: Iterable[Found], groups: Sequence[Group]) -> None:
        self.tokens = tokens
        self.groups = groups
        self._at = {item.first: item for item in found if item.group is not None}

    def of(self, holder: int, first: int, last: int) -> int | None:
        """The group whose office ``[first, last)`` is: the body in its words nearest to the noun;
        without one the place, or the place of the people; null where they name none."""
        inside = [self._at[place] for place in range(first, last) if place in self._at]
        noun = self._noun(first, last)
        for kinds in (_BODIES, _STATES):
            whose = [one for one in inside if one.last <= last and self._is(one, kinds, holder)]
            if whose:
                nearest = min(whose, key=lambda one: abs(one.head - noun))
                return None if nearest.group is None else self._state(nearest.group)
        return self._country(first) if "country" in self.tokens.lower[first:last] else None

    def _country(self, place: int) -> int | None:
        """Which "the country" is: the last place that the sentence names before."""
        sentence = self.tokens.sentence[place]
        while place > 0 and self.tokens.sentence[place - 1] == sentence:
            place -= 1
            one = self._at.get(place)
            group = one.group if one is not None and one.kind == "name" else None
            if group is not None and self.groups[group].kind == "place":
                return group
        return None

    def _is(self, one: Found, kinds: frozenset[EntityKind], holder: int) -> bool:
        return (
            one.group is not None and one.group != holder and self.groups[one.group].kind in kinds
        )

    def _noun(self, first: int, last: int) -> int:
        """The noun of a role: "spokesperson" of "spokesperson of the ministry"."""
        for place in range(first + 1, last):
            if self.tokens.lower[place] in _OF:
                return place - 1
        return last - 1

    def _state(self, number: int) -> int:
        """The place of a people where the document names it; anything else is itself."""
        group = self.groups[number]
        if group.kind != "group":
            return number
        states = (
            n
            for n, one in enumerate(self.groups)
            if one.kind == "place" and one.names and alike(one.key, group.key)
        )
        return next(states, number)
