"""What people ruled about entities, as it binds linking.

A ruling is on entities of single documents. What is ruled the same is joined before any evidence is
asked; what is ruled different never comes into one entity, whatever the evidence. Of rulings that
contradict each other the later one counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Pair(NamedTuple):
    """Two entities of documents, by their ids, and the decision on them."""

    first: str
    second: str
    decision: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force, over entities of documents. They contradict each other nowhere."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    """Where all evidence is that the two are one, the second leaves and the first stays."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The name to show by an entity's id, the latest decision first."""

    @property
    def paired(self) -> frozenset[str]:
        """The entities that are ruled the same as another, or different."""
        pairs = (*self.same, *self.different)
        return frozenset(one for pair in pairs for one in (pair.first, pair.second))

    def name(self, members: Iterable[str]) -> str | None:
        """What to call the entity with these members; null where nobody ruled."""
        if not self.names:
            return None
        ruled = self.names.keys() & set(members)
        return next((name for one, name in self.names.items() if one in ruled), None)


class Parts:
    """Sets of nodes: joined one by one, but never two that are kept apart."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._apart: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def of(self, node: str) -> str:
        """The node that stands for the set this one is in."""
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node

    def keep_apart(self, one: str, other: str, decision: str) -> bool:
        """Whether the two could be kept apart from now on: not if they are in one set."""
        one, other = self.of(one), self.of(other)
        if one == other:
            return False
        self._apart[one].setdefault(other, decision)
        self._apart[other].setdefault(one, decision)
        return True

    def join(self, one: str, other: str) -> str | None:
        """Join the two; else the decision that keeps them apart."""
        one, other = self.of(one), self.of(other)
        if one == other:
            return None
        if other in self._apart[one]:
            return self._apart[one][other]
        self._above[other] = one
        for third, decision in self._apart.pop(other, {}).items():
            del self._apart[third][other]
            self._apart[third].setdefault(one, decision)
            self._apart[one].setdefault(third, decision)
        return None


class Judgement(NamedTuple):
    """A decision about two entities that fits: the same, or different."""

    same: bool
    pair: Pair


def weigh(newest_first: Iterable[Judgement]) -> tuple[Rulings, dict[str, str]]:
    """The judgements in force, and which decision overrules each of the others.

    A judgement counts unless later ones together contradict it.
    """
    parts = Parts()
    joined: list[Pair] = []
    apart: list[Pair] = []
    overruled: dict[str, str] = {}
    for same, pair in newest_first:
        first, second, decision = pair
        if same:
            if against := parts.join(first, second):
                overruled[decision] = against
            else:
                joined.append(pair)
        elif parts.keep_apart(first, second, decision):
            apart.append(pair)
        else:
            overruled[decision] = _joining(joined, first, second)
    return Rulings(tuple(joined), tuple(apart)), overruled


def _joining(joined: Iterable[Pair], first: str, second: str) -> str:
    """The latest of the decisions that together make two entities one: the one without which
    they would not have become one."""
    parts, last = Parts(), ""
    for pair in reversed([*joined]):
        parts.join(pair.first, pair.second)
        last = pair.decision
        if parts.of(first) == parts.of(second):
            break
    return last


def own_key(local: str) -> str:
    """The key under which an entity that is ruled about is grouped at first."""
    return f"ruled|{local}"
