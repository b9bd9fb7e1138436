"""What is known of the bearers of a key, and of what is mentioned beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sayso.annotate.fold import fold
from sayso.link.entities.offices import Office, office
from sayso.link.evidence import JoinKind
from sayso.rows import Entity

# Documents of one key that are asked what else they mention; more would say the same.
MOST_ASKED = 40
_LEAST_BOTH = 2
_MOST_LETTERS = 2  # "George H.W." is written in one


@dataclass(frozen=True, slots=True)
class Join:
    """Two keys that are one, and why. ``other`` is the better known."""

    one: str
    other: str
    kind: JoinKind
    name: str
    """What texts call the one."""
    why: str
    strength: float


@dataclass(slots=True)
class Profile:
    """The entities of documents that share a key."""

    key: str
    alone: bool = True
    """Whether its name says outside its document who is meant."""
    names: Counter[str] = field(default_factory=Counter)
    """Its names as the texts write them, by documents."""
    kinds: Counter[str] = field(default_factory=Counter)
    offices: set[Office] = field(default_factory=set)
    roles: Counter[str] = field(default_factory=Counter)
    docs: list[str] = field(default_factory=list)
    count: int = 0
    """Documents."""

    def add(self, doc: str, entity: Entity) -> None:
        """Count in the entity of one document."""
        self.count += 1
        if len(self.docs) < MOST_ASKED:
            self.docs.append(doc)
        self.names.update({entity.name, *(alias.name for alias in entity.aliases)})
        self.kinds[entity.kind] += 1
        for role in entity.roles:
            if (held := office(role.name)) is not None:
                self.offices.add(held)
                self.roles[role.name] += 1

    def with_those_of(self, other: Profile) -> Profile:
        """The bearers of both keys, under the key of this one."""
        return Profile(
            self.key,
            self.alone,
            self.names + other.names,
            self.kinds + other.kinds,
            self.offices | other.offices,
            self.roles + other.roles,
            (self.docs + other.docs)[:MOST_ASKED],
            self.count + other.count,
        )

    @property
    def name(self) -> str:
        """The name most used of the longest."""
        longest = max(len(fold(name).split()) for name in self.names)
        names = [name for name in self.names if len(fold(name).split()) == longest]
        return min(names, key=lambda name: (-self.names[name], name))

    def words(self) -> list[str]:
        """The words of its name, folded, without the middle letters."""
        words = fold(self.name).split()
        return [words[0], *(w for w in words[1:-1] if len(w) > _MOST_LETTERS), *words[1:][-1:]]

    def letters(self) -> str:
        """The middle letters of its name: "q" of "Jane Q. Doe"."""
        return "".join(word for word in fold(self.name).split()[1:-1] if len(word) <= _MOST_LETTERS)


class Surroundings(Protocol):
    """What documents mention."""

    def beside(self, docs: Iterable[str]) -> Mapping[str, float]:
        """What these documents mention, by key, each with its weight: the rarer the heavier."""


def shared(one: Mapping[str, float], other: Mapping[str, float], but: Iterable[str] = ()) -> float:
    """The share of the lighter side's weight that both mention, apart from the keys in ``but``.

    0 where only one thing is mentioned beside both: that may be chance.
    """
    left, right = one.keys() - set(but), other.keys() - set(but)
    both = left & right
    least = min(sum(one[key] for key in left), sum(other[key] for key in right))
    if len(both) < _LEAST_BOTH or not least:
        return 0.0
    return sum(one[key] for key in both) / least
