"""Sets of keys that are one, and pairs that must never be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Unions:
    """Disjoint sets with pairs that stay apart whatever else joins them."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, key: str) -> str:
        """The key that stands for the set that holds ``key``."""
        while key in self._above:
            key = self._above[key]
        return key

    def join(self, one: str, other: str) -> bool:
        """Make the sets of both one; false where a pair of them must stay apart."""
        gone, stays = self.root(one), self.root(other)
        if gone == stays:
            return True
        if stays in self._apart[gone]:
            return False
        self._above[gone] = stays
        for key in self._apart.pop(gone, set()):
            self._apart[key].discard(gone)
            self._apart[key].add(stays)
            self._apart[stays].add(key)
        return True

    def joined(self) -> dict[str, str]:
        """The root of every key that is not its own."""
        return {key: self.root(key) for key in self._above}
