"""Silver for what PolNeAR does not mark: attributions inside the contents of others.

A network trained on the outermost ones reads every content alone, as if it were a text: what it
finds there is inside. Twice, so that chains of three are learned, too. Silver from what a network
learned of made ones (``enclose.py``) was tried in its stead and was no better.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from sayso.annotate.attributions import tagger
from sayso.annotate.attributions.units import CONTENT, CUE, OUT, SOURCE, Part, Units
from train.attribution.data import Example, examples
from train.attribution.torch_model import loaded

DEPTH = 2
BATCH = 60
NEVER = 1.1
"""A threshold that no probability reaches."""
SHORTEST = 4
"""Contents of fewer units hold nothing."""
Parts = tuple[Part, ...]


def inside(one: Example, using: tagger.Model) -> tuple[Parts, ...]:
    """The attributions that the model finds in the contents of an article's gold ones."""
    outer: Sequence[Parts] = one.gold
    found: dict[tuple[int, ...], Parts] = {}
    for _ in range(DEPTH):
        deeper = [parts for content in outer for parts in _within(one, content, using)]
        new = [parts for parts in deeper if _cue(parts) not in found]
        found.update({_cue(parts): parts for parts in new})
        outer = new
    cues = [_cue(parts) for parts in one.gold]
    return tuple(
        parts
        for key, parts in sorted(found.items())
        if not any(key[0] < b and a < key[1] for a, b in cues)
    )


def _cue(parts: Parts) -> tuple[int, ...]:
    return next((a, b) for role, a, b in parts if role == CUE)


def _within(one: Example, outer: Parts, using: tagger.Model) -> Iterator[Parts]:
    kept = np.array(
        sorted({at for role, a, b in outer if role == CONTENT for at in range(a, b)}), np.int32
    )
    if len(kept) < SHORTEST:
        return
    place = {int(at): number for number, at in enumerate(kept)}
    moved = (tuple(_moved(parts, place)) for parts in one.rules)
    rules = [parts for parts in moved if {CUE, CONTENT} <= {role for role, _, _ in parts}]
    own = _only(one.units, kept, rules)
    for reading in tagger.read(own, rules, using):
        if reading.content and reading.sure:
            ranges = [(SOURCE, reading.source), (CUE, (reading.cue,)), (CONTENT, reading.content)]
            yield tuple(
                (role, int(kept[a]), int(kept[b - 1]) + 1) for role, own_ in ranges for a, b in own_
            )


def _moved(parts: Parts, place: dict[int, int]) -> Iterator[Part]:
    """An attribution of the rules by the numbers that its units have in a content."""
    for role, a, b in parts:
        held = [place[at] for at in range(a, b) if at in place]
        if held:
            yield role, held[0], held[-1] + 1


def _only(own: Units, kept: np.ndarray, rules: Sequence[Parts]) -> Units:
    """Some of the units as a text of its own: without the quotation marks around all of it.

    Heads outside them are their own; roles are those of the rules' attributions within them.
    """
    place = {int(at): number for number, at in enumerate(kept)}
    arrays = {
        name: getattr(own, name)[kept]
        for name in (
            "start",
            "end",
            "block",
            "sentence",
            "quotation",
            "quote",
            "case",
            "lexicon",
            "place",
        )
    }
    lists = {
        name: [getattr(own, name)[at] for at in kept]
        for name in ("words", "tags", "deps", "entity")
    }
    heads = [place.get(int(own.head[at]), number) for number, at in enumerate(kept)]
    role, edge = np.zeros(len(kept), np.int32), np.zeros(len(kept), np.int32)
    for parts in rules:
        for bit, a, b in parts:
            role[a:b] |= bit
            edge[a] |= 1
            edge[b - 1] |= 2
    around = arrays["quotation"] == arrays["quotation"][len(kept) // 2]
    arrays["quotation"] = np.where(around, -1, arrays["quotation"])
    arrays["quote"] = np.where(around, OUT, arrays["quote"])
    return Units(
        **lists,  # type: ignore[arg-type]
        **arrays,
        role=role,
        edge=edge,
        head=np.array(heads, np.int32),
        token=np.arange(len(kept), dtype=np.int32),
    )


def _all_inside(job: tuple[Sequence[Example], Path, float]) -> list[Example]:
    own, network, threshold = job
    torch.set_num_threads(1)
    using = replace(loaded(network), thresholds=(threshold, NEVER), supported=NEVER)
    return [replace(one, nested=inside(one, using)) for one in own]


def main() -> None:
    """Write the training examples with what is inside their contents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"))
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.3)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    own = examples(options.data, "train", options.cache)
    jobs = [
        (own[at : at + BATCH], options.network, options.threshold)
        for at in range(0, len(own), BATCH)
    ]
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        made = [one for batch in pool.map(_all_inside, jobs) for one in batch]
    print(
        len(made),
        "articles,",
        sum(len(one.nested or ()) for one in made),
        "attributions inside others",
    )
    (options.cache / "nested.pickle").write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
