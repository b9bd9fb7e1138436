"""Names measured on pairs of places in real articles, read by one person and kept by offsets.

Each pair was once counted under two names of one referent. The reader said whether that is so: one
referent, and a real difference of naming, no spelling and no part of another name; and whose word
the first is. The articles are brought into a ledger of their own, and asked the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from sayso.errors import BenchError
from sayso.ledger import Ledger
from sayso.link.names import compared
from sayso.run.add import add
from sayso.run.processes import cores

_NAMING = """
SELECT coalesce(j.referent, l.entity, n.entity), n.name, n.voice FROM documents d
JOIN namings n ON n.doc = d.id
LEFT JOIN entity_links l ON l.local = n.entity
LEFT JOIN same_referent j ON j.entity = ifnull(l.entity, n.entity)
WHERE (d.name = :name OR d.name LIKE '%/' || :name) AND n.start < :end AND n."end" > :start
"""


@dataclass(frozen=True, slots=True)
class NameFigures:
    """How many pairs are taken for two names of one, and how many of them rightly."""

    pairs: int
    real: int
    """Pairs that the reader calls two names of one."""
    found: int
    """Pairs that Sayso does."""
    right: int
    """Of these, those that the reader does, too."""
    precision: float
    recall: float
    voices: int
    """Pairs of whose first name Sayso and the reader both say whose word it is."""
    voices_right: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places, each as document, start and end; and what the reader says of them."""

    first: tuple[str, int, int]
    second: tuple[str, int, int]
    other_name: bool
    voice: str


class _Silent:
    def document(self, size: int) -> None:
        """Nobody watches."""

    def stage(self, name: str) -> None:
        """Nobody watches."""


def run(data: Path) -> NameFigures:
    """Figures on the articles and dispatches in ``data``. Raises ``BenchError`` without them."""
    sources = [folder for folder in _folders(data) if folder.is_dir()]
    if not sources:
        raise BenchError(f"{data}: no folder seeds or articles here; give the one that holds them")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names.ledger"
        add(path, map(str, sources), cores(), _Silent())
        with Ledger.open(path) as ledger:
            return score(ledger, pairs())


def _folders(data: Path) -> Iterator[Path]:
    return (base / name for name in ("seeds", "articles") for base in (data, data / "data"))


def pairs() -> list[Pair]:
    """The gold that ships."""
    text = (files("sayso.bench") / "data" / "names.jsonl").read_text(encoding="utf-8")
    return [
        Pair(tuple(one["first"]), tuple(one["second"]), one["other_name"], one["voice"])
        for one in map(json.loads, text.splitlines())
    ]


def score(ledger: Ledger, gold: Iterable[Pair]) -> NameFigures:
    """Compare what a ledger says of pairs with what their reader says."""
    asked = list(gold)
    found = right = voices = agreed = 0
    for pair in asked:
        first, second = _namings(ledger, pair.first), _namings(ledger, pair.second)
        same = any(
            one == other and compared(name) != compared(other_name)
            for one, name, _ in first
            for other, other_name, _ in second
        )
        found += same
        right += same and pair.other_name
        voices += bool(first)
        agreed += any(voice == pair.voice for _, _, voice in first)
    real = sum(pair.other_name for pair in asked)
    return NameFigures(
        len(asked),
        real,
        found,
        right,
        right / max(found, 1),
        right / max(real, 1),
        voices,
        agreed / max(voices, 1),
    )


def _namings(ledger: Ledger, place: tuple[str, int, int]) -> list[tuple[str, str, str]]:
    """The referents that a place names, with the names and voices."""
    name, start, end = place
    with ledger.borrow() as connection:
        found = connection.execute(_NAMING, {"name": name, "start": start, "end": end})
        return [(referent, words, voice) for referent, words, voice in found]
