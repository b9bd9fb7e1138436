"""Windows of the training articles, with what is to be learned from them, as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from sayso.annotate.attributions import pairs
from sayso.annotate.attributions.units import CONTENT, CUE, INITIAL, LOWER, SOURCE, Part
from sayso.annotate.attributions.windows import KINDS, Pieces, Vocabulary, Window, cuts, window
from train.attribution.data import Example, Range
from train.attribution.data import cues as cues_of
from train.attribution.network import B_CONTENT, B_SOURCE, I_CONTENT, I_SOURCE, OUTSIDE

IGNORED = -100
BLIND = 0.1
"""The share of windows for which the rules' findings are hidden."""
HEADLINES = 0.06
"""The share of blocks that are made to look like headlines."""
PARSED = ("tag", "dep", "entity", "lexicon")
# Columns of a unit's features that come from the rules.
RULED = (5, 6)


@dataclass(frozen=True, slots=True)
class Article:
    """An example with its pieces."""

    example: Example
    pieces: Pieces
    known: dict[Range, np.ndarray] = field(default_factory=dict)
    """The classes of all its units for each cue, made when first asked for."""

    def classes(self, cue: Range, vocabulary: Vocabulary) -> np.ndarray:
        """``pairs.features`` of every unit of the article."""
        if cue not in self.known:
            own, count = self.example, len(vocabulary.deps) + 1
            reach = 0, len(own.units)
            made = pairs.features(own.units, self.pieces.deps, count, cue, reach, own.rules)
            self.known[cue] = made.astype(np.int16)
        return self.known[cue]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window with its labels; one item of ``cues`` is a cue in it."""

    window: Window
    cue: np.ndarray
    inner: np.ndarray
    tags: np.ndarray
    cues: list[tuple[tuple[int, int], np.ndarray, np.ndarray]]
    """Range in the window, labels of its units, and pair features."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of a few lessons; ``row`` says which window a cue is in."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    at: Tensor
    cue: Tensor
    inner: Tensor
    tags: Tensor
    row: Tensor
    share: Tensor
    labels: Tensor
    pairs: Tensor
    known: Tensor

    def to(self, device: str) -> Batch:
        """The same on a device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def lessons(
    articles: Sequence[Article], longest: int, vocabulary: Vocabulary, seed: int | None
) -> Iterator[Lesson]:
    """The windows of the articles, cut anew for every seed."""
    random = None if seed is None else np.random.default_rng(seed)
    for one in articles:
        first = None if random is None else int(random.integers(longest // 3, longest + 1))
        for begin, end in cuts(one.example.units.block, one.pieces, longest, first):
            blind = random is not None and random.random() < BLIND
            made = lesson(one, begin, end, vocabulary, blind)
            if random is not None:
                _headlines(one, made, vocabulary, random)
            yield made


def lesson(one: Article, begin: int, end: int, vocabulary: Vocabulary, blind: bool) -> Lesson:
    """One window; ``blind`` hides what the rules found."""
    made = window(one.example.units.block, one.pieces, begin, end)
    if blind:
        made.features[:, RULED] = 0
    size = end - begin
    cue, inner, tags = (np.zeros(size, np.int64) for _ in range(3))
    cues = []
    doubtful = one.example.doubtful
    both = (cue,) if one.example.apart else (cue, inner)
    outer = [(parts, both) for parts in one.example.gold]
    enclosed = [(parts, (inner,)) for parts in (*one.example.enclosed, *doubtful)]
    inner[one.example.unknown()[begin:end]] = IGNORED
    for parts, targets in (*outer, *enclosed):
        labels = np.full(size, OUTSIDE, np.int64)
        _mark(labels, parts, SOURCE, begin, end, B_SOURCE, I_SOURCE)
        _mark(labels, parts, CONTENT, begin, end, B_CONTENT, I_CONTENT)
        a, b = _cue(parts)
        if begin <= a and b <= end:
            _part(labels, a - begin, b - begin)
            features = one.classes((a, b), vocabulary)[:, begin:end].copy()
            if blind:
                features[pairs.FEATURES.index("rule")] = 0
            cues.append(((a - begin, b - begin), labels, features))
        if targets is both:
            tags = np.where(labels != OUTSIDE, labels, tags)
            _mark(tags, parts, CUE, begin, end, 5, 6)
        for target in targets:
            _mark(target, parts, CUE, begin, end, 1, 2)
    _ignore(one.example.discarded, begin, end, cue, inner, tags)
    _ignore(cues_of(doubtful), begin, end, inner, *(() if one.example.apart else (cue, tags)))
    return Lesson(made, cue, inner, tags, cues)


def _headlines(
    one: Article, made: Lesson, vocabulary: Vocabulary, random: np.random.Generator
) -> None:
    """Make some blocks look like headlines: capitals throughout, and a parse that says nothing."""
    begin, end = made.window.begin, made.window.end
    blocks = one.example.units.block[begin:end]
    chosen = np.isin(blocks, [b for b in np.unique(blocks) if random.random() < HEADLINES])
    at = made.window.at[chosen]
    if not len(at):
        return
    bases = np.cumsum([1, *vocabulary.sizes()[:-1]])
    for kind in PARSED:
        made.window.features[at, KINDS.index(kind)] = bases[KINDS.index(kind)]
    case = KINDS.index("case")
    lower = made.window.features[at, case] == bases[case] + LOWER
    made.window.features[at[lower], case] = bases[case] + INITIAL
    path = pairs.FEATURES.index("path")
    for (first, _), _, features in made.cues:
        if chosen[first]:
            features[path] = 0


def _ignore(ranges: Sequence[Range], begin: int, end: int, *targets: np.ndarray) -> None:
    for a, b in ranges:
        low, high = max(a, begin) - begin, min(b, end) - begin
        if low < high:
            for target in targets:
                target[low:high] = IGNORED


def _part(labels: np.ndarray, a: int, b: int) -> None:
    """Take a cue's units out of what is around them; what goes on after it begins anew."""
    labels[a:b] = OUTSIDE
    for inside, begin in ((I_SOURCE, B_SOURCE), (I_CONTENT, B_CONTENT)):
        if b < len(labels) and labels[b] == inside:
            labels[b] = begin


def _cue(parts: Sequence[Part]) -> tuple[int, int]:
    return (
        min(a for role, a, _ in parts if role == CUE),
        max(b for role, _, b in parts if role == CUE),
    )


def _mark(
    labels: np.ndarray, parts: Sequence[Part], role: int, begin: int, end: int, b: int, i: int
) -> None:
    for own, first, last in parts:
        if own == role:
            low, high = max(first, begin), min(last, end)
            if low < high:
                labels[low - begin : high - begin] = i
                labels[low - begin] = b


def batch(own: Sequence[Lesson]) -> Batch:
    """Pad lessons to the longest."""
    n = max(len(one.window.ids) for one in own)
    u = max(len(one.window.at) for one in own)
    kinds = own[0].window.features.shape[1]
    ids, features = np.zeros((len(own), n), np.int64), np.zeros((len(own), n, kinds), np.int64)
    mask = np.zeros((len(own), n), bool)
    at = np.zeros((len(own), u), np.int64)
    cue, inner, tags = (np.full((len(own), u), IGNORED) for _ in range(3))
    row, share, labels, classes, known = [], [], [], [], []
    for number, one in enumerate(own):
        p, w = len(one.window.ids), len(one.window.at)
        ids[number, :p], features[number, :p], mask[number, :p] = (
            one.window.ids,
            one.window.features,
            True,
        )
        at[number, :w], cue[number, :w], tags[number, :w] = one.window.at, one.cue, one.tags
        inner[number, :w] = one.inner
        for (a, b), gold, of in one.cues:
            row.append(number)
            share.append(_filled(np.full(b - a, 1 / (b - a), np.float32), u, a))
            labels.append(_filled(gold, u))
            classes.append(np.pad(of, ((0, 0), (0, u - w))))
            known.append(_filled(np.ones(w, bool), u))
    features_of = len(pairs.FEATURES)
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(features),
        torch.from_numpy(mask),
        torch.from_numpy(at),
        torch.from_numpy(cue),
        torch.from_numpy(inner),
        torch.from_numpy(tags),
        torch.tensor(row, dtype=torch.long),
        torch.from_numpy(np.array(share, np.float32).reshape(-1, u)),
        torch.from_numpy(np.array(labels, np.int64).reshape(-1, u)),
        torch.from_numpy(np.array(classes, np.int64).reshape(-1, features_of, u)),
        torch.from_numpy(np.array(known, bool).reshape(-1, u)),
    )


def _filled(values: np.ndarray, size: int, at: int = 0) -> np.ndarray:
    result = np.zeros(size, values.dtype)
    result[at : at + len(values)] = values
    return result
