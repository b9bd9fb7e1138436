"""Fit the scores on the articles kept out of training.

The score of a reading is a logistic regression on the odds of its cue, the logarithm of the
probability of its source and content given the cue, and whether it has a source; "right" is what
the lenient pairing of ``sayso bench attribution`` pairs. What the second head finds has weights
of its own, fitted on those of the articles kept out that a reader labelled. Both are written into
``settings.json`` of the model. The lenient F1 at several thresholds of the cue is printed; the one
that ships was chosen on dev, together with the least score of a row (``LIKELY`` in ``search.py``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.attributions import tagger
from sayso.annotate.attributions.decode import Reading
from sayso.annotate.attributions.units import CONTENT, CUE, SOURCE, Part, Units
from sayso.bench.attribution import Gold, Triple, load
from sayso.bench.attribution import pairs as paired
from sayso.rows import Span
from train.attribution.data import Example, contents, cues, examples
from train.attribution.train import held

Floats = NDArray[np.float64]
LOWEST = 0.1
NEVER = 1.1
"""A threshold that no probability reaches."""
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)


def outermost(own: Units, readings: Sequence[Reading]) -> list[tuple[Reading, Triple]]:
    """The readings that are in no other's content, with their spans."""
    kept = [one for one in readings if one.content and one.sure and not one.inner]
    held = [
        any(a <= one.cue[0] < b for other in kept if other is not one for a, b in other.content)
        for one in kept
    ]
    return [(one, _triple(own, one)) for one, inside in zip(kept, held, strict=True) if not inside]


def _triple(own: Units, one: Reading) -> Triple:
    return Triple(*(tuple(_spans(own, ranges)) for ranges in (one.source, (one.cue,), one.content)))


def _spans(own: Units, ranges: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for a, b in ranges:
        yield Span(int(own.start[a]), int(own.end[b - 1]))


def graded(
    articles: Sequence[tuple[Example, Gold]], using: tagger.Model
) -> tuple[list[Reading], list[bool], int]:
    """Readings, whether each is right, and how many attributions the gold has."""
    readings: list[Reading] = []
    right: list[bool] = []
    for one, gold in articles:
        own = outermost(one.units, tagger.read(one.units, one.rules, using))
        matched = {a for a, _ in paired([triple for _, triple in own], gold)}
        readings += [reading for reading, _ in own]
        right += [at in matched for at in range(len(own))]
    return readings, right, sum(len(gold.triples) for _, gold in articles)


def second(articles: Sequence[Example], using: tagger.Model) -> tuple[list[Reading], list[bool]]:
    """What the second head reads where a reader looked, and whether the reader found it.

    What readers may differ on is left out.
    """
    readings: list[Reading] = []
    right: list[bool] = []
    for one in articles:
        held = list(contents([*one.gold, *one.enclosed]))
        own = [
            reading
            for reading in tagger.read(one.units, one.rules, using)
            if reading.inner
            and reading.content
            and (one.read_whole or any(a <= reading.cue[0] < b for a, b in held))
            and not any(a < reading.cue[1] and reading.cue[0] < b for a, b in cues(one.doubtful))
        ]
        known = one.gold if one.read_whole and not one.apart else ()
        found = tuple(_gold(one.units, parts) for parts in (*known, *one.enclosed))
        gold = Gold(one.name, one.text, found)
        matched = {a for a, _ in paired([_triple(one.units, reading) for reading in own], gold)}
        readings += own
        right += [at in matched for at in range(len(own))]
    return readings, right


def _gold(own: Units, parts: Sequence[Part]) -> Triple:
    roles = ([(a, b) for of, a, b in parts if of == role] for role in (SOURCE, CUE, CONTENT))
    return Triple(*(tuple(_spans(own, ranges)) for ranges in roles))


def fit(readings: Sequence[Reading], right: Sequence[bool], steps: int = 50) -> Floats:
    """Weights of a logistic regression by Newton's method, with a little ridge."""
    x = np.array([tagger.evidence(one) for one in readings])
    y = np.array(right, dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - 0.01 * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + 0.01 * np.eye(x.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Print the figures and write the weights of the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"))
    parser.add_argument("--model", type=Path, default=Path("src/sayso/models/attribution"))
    options = parser.parse_args()
    golds = {gold.name: gold for gold in load(options.data, "train")}
    own = examples(options.data, "train", options.cache)
    names = [one.name for one in own]
    apart = [one for one in own if one.name in held(names)]
    articles = [(one, golds[one.name]) for one in apart]
    figures = []
    for threshold in THRESHOLDS:
        using = replace(tagger.model(), thresholds=(threshold, NEVER), supported=NEVER)
        readings, right, gold = graded(articles, using)
        figures.append((2 * sum(right) / (len(right) + gold), threshold, readings, right))
        print(f"threshold {threshold}: lenient F1 {figures[-1][0]:.4f} of {len(right)} readings")
    _, threshold, _, _ = max(figures, key=lambda one: one[0])
    weights = fit(figures[0][2], figures[0][3])
    print("best threshold", threshold, "calibration", weights.round(3).tolist())
    path = options.model / "settings.json"
    settings = json.loads(path.read_text())
    settings["calibration"] = weights.round(4).tolist()
    read = {one.name: one for one in examples(options.data, "readings", options.cache)}
    apart = [read[name] for name in held([*names, *read]) if name in read]
    using = replace(tagger.model(), thresholds=(threshold, LOWEST), supported=LOWEST)
    inner = fit(*second(apart, using))
    print("second head", inner.round(3).tolist())
    settings["inner_calibration"] = inner.round(4).tolist()
    path.write_text(json.dumps(settings, indent=1) + "\n")


if __name__ == "__main__":
    main()
