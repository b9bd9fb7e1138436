"""Articles as the network learns from them: their units, and the units of every attribution."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from sayso.annotate.attributions.rules import search
from sayso.annotate.attributions.scene import Scene
from sayso.annotate.attributions.units import CONTENT, CUE, Part, Units, parts, proposals, units
from sayso.annotate.parse import Parsed, parse
from sayso.bench.attribution import Gold, load
from sayso.rows import Document

BATCH = 8


@dataclass(frozen=True, slots=True)
class Example:
    """One article. ``gold`` and ``rules`` are attributions, each as its parts."""

    name: str
    text: str
    units: Units
    rules: tuple[tuple[Part, ...], ...]
    gold: tuple[tuple[Part, ...], ...]
    discarded: tuple[tuple[int, int], ...]
    lost: int
    """Attributions whose cue or content lies in no parsed block."""
    nested: tuple[tuple[Part, ...], ...] = ()
    """Silver: attributions inside the contents of ``gold`` (``nested.py``)."""


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
    return [_example(gold, one) for gold, one in zip(golds, parse(documents), strict=True)]


def _example(gold: Gold, parsed: Parsed) -> Example:
    scenes = [Scene.of(parsed.text, block) for block in parsed.blocks]
    found = search(parsed)
    own = units(parsed.text, scenes, found)
    marked = [parts(own, t.source, t.cue, t.content) for t in gold.triples]
    kept = tuple(one for one in marked if {CUE, CONTENT} <= {role for role, _, _ in one})
    reaches = [own.reach(span) for span in gold.discarded]
    return Example(
        gold.name,
        gold.text,
        own,
        proposals(own, found),
        kept,
        tuple(one for one in reaches if one is not None),
        len(marked) - len(kept),
    )
