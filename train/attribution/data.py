"""Articles as the network learns from them: their units, and the units of every attribution."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from sayso.annotate.attributions.rules import search
from sayso.annotate.attributions.scene import Scene
from sayso.annotate.attributions.units import CONTENT, CUE, Part, Units, parts, proposals, units
from sayso.annotate.parse import Parsed, parse
from sayso.bench.attribution import Gold, Triple, load
from sayso.rows import Document

BATCH = 8
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One article. ``gold`` and ``rules`` are attributions, each as its parts."""

    name: str
    text: str
    units: Units
    rules: tuple[tuple[Part, ...], ...]
    gold: tuple[tuple[Part, ...], ...]
    discarded: tuple[Range, ...]
    lost: int
    """Attributions whose cue or content lies in no parsed block."""
    enclosed: tuple[tuple[Part, ...], ...] = ()
    """Attributions inside the contents of ``gold``, at any depth, that a reader found."""
    read: bool = False
    """Whether a reader looked for them (``readings.py``)."""
    read_whole: bool = False
    """Whether a reader looked for those that are in no other's content, too."""
    apart: bool = False
    """Whether those are among ``enclosed``, since ``gold`` is what PolNeAR's annotators marked."""
    doubtful: tuple[tuple[Part, ...], ...] = ()
    """What a reader found and another may not (``readings.py``)."""

    def unknown(self) -> np.ndarray:
        """For every unit whether nobody says if a reader takes it for a cue.

        PolNeAR leaves out what is inside contents, and of the rest what reports little: there any
        word that may be a cue is in doubt.
        """
        result = np.zeros(len(self.units), bool)
        if self.read_whole:
            return result
        inside = result.copy()
        for a, b in contents(self.gold):
            inside[a:b] = True
        doubtful = (self.units.lexicon > 0) | ((self.units.role & CUE) > 0)
        result[~inside & doubtful] = True
        if not self.read:
            result[inside] = True
        return result


def cues(attributions: Iterable[Sequence[Part]]) -> list[Range]:
    """The units of all cues, half open."""
    return [(a, b) for parts in attributions for role, a, b in parts if role == CUE]


def contents(attributions: Iterable[Sequence[Part]]) -> Iterator[Range]:
    """The units of all contents, half open."""
    return ((a, b) for parts in attributions for role, a, b in parts if role == CONTENT)


def examples(data: Path, split: str, cache: Path, processes: int = 2) -> list[Example]:
    """The articles of a split in order; made once, then read from ``cache``."""
    kept = cache / f"{split}.pickle"
    if not kept.exists():
        golds = load(data, split)
        batches = [golds[at : at + BATCH] for at in range(0, len(golds), BATCH)]
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            made = [one for batch in pool.map(prepare, batches) for one in batch]
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(made))
    result: list[Example] = pickle.loads(kept.read_bytes())
    return result


def prepare(golds: Sequence[Gold]) -> list[Example]:
    """Parse a few articles and find their gold attributions' units."""
    documents = [Document(gold.name, gold.name, "", gold.text) for gold in golds]
    return [made(gold, one) for gold, one in zip(golds, parse(documents), strict=True)]


def made(gold: Gold, parsed: Parsed) -> Example:
    """An article of which the attributions are known."""
    scenes = [Scene.of(parsed.text, block) for block in parsed.blocks]
    found = search(parsed)
    own = units(parsed.text, scenes, found)
    kept = whole(own, gold.triples)
    reaches = [own.reach(span) for span in gold.discarded]
    return Example(
        gold.name,
        gold.text,
        own,
        proposals(own, found),
        kept,
        tuple(one for one in reaches if one is not None),
        len(gold.triples) - len(kept),
    )


def whole(own: Units, triples: Iterable[Triple]) -> tuple[tuple[Part, ...], ...]:
    """The attributions of which some of the cue and of the content was parsed, by their units."""
    marked = (parts(own, t.source, t.cue, t.content) for t in triples)
    return tuple(one for one in marked if {CUE, CONTENT} <= {role for role, _, _ in one})
