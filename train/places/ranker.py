"""Fits the weights of ``sayso.annotate.places.rank`` on GeoVirus and GeoWebNews.

A conditional logit (McFadden 1974) by gradient descent, with a small ridge: of each name's entries
those that the gold has for right share the probability. Features depend on what the other names
were taken for, so that fitting and choosing take turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.annotate import mentions, sentences
from sayso.annotate.pipeline import annotate
from sayso.annotate.places.context import FEATURES, Matrix, Name, names_of
from sayso.annotate.places.home import home_of
from sayso.annotate.places.names import Toponym, toponym
from sayso.annotate.places.rank import settled
from sayso.bench.place import is_right, overlapping
from sayso.bench.place_gold import CORPORA, GoldArticle, load
from sayso.rows import Document

TURNS = 4
STEPS = 400
RATE = 0.05
RIDGE = 0.5
FOLDS = 5
BEFORE = (sentences.STAGE, mentions.STAGE)
HEAD = """# The weights of sayso.annotate.places.rank, fitted on GeoVirus and GeoWebNews by
# `python -m train.places ranker`: a score is the sum of weight times feature. The features are
# those of FEATURES in sayso/annotate/places/context.py. `which`: which of the places that bear a
# name it stands for. `whether`: whether it stands for a place, by the likeliest one's features.
"""
Marks = NDArray[np.bool_]


@dataclass(slots=True)
class Case:
    """The names of one article, and of each which entries are right; none if it is no place's."""

    home: str | None
    names: dict[str, Name]
    right: dict[str, Marks]


def fit(data: Path, path: Path) -> str:
    """Write the weights to ``path``; a line with what they reach on folds left out."""
    cases = [_case(article) for corpus in CORPORA for article in load(corpus, data)]
    right, total = cross_validated(cases)
    which = fitted(cases)
    tables = {"which": which, "whether": _whether(cases, which)}
    path.write_text(HEAD + "".join(_table(name, by) for name, by in tables.items()), "utf-8")
    return f"{len(cases)} articles; right in those left out: {right:,} of {total:,} names"


def _table(name: str, by: Matrix) -> str:
    lines = (f"{key} = {value:.2f}\n" for key, value in zip(FEATURES, by, strict=True))
    return f"\n[{name}]\n" + "".join(lines)


def cross_validated(cases: Sequence[Case]) -> tuple[int, int]:
    """Of the names with a right entry, how many get it by weights of other articles."""
    right = total = 0
    for fold in range(FOLDS):
        which = fitted([case for number, case in enumerate(cases) if number % FOLDS != fold])
        for matrix, wanted in _examples(cases[fold::FOLDS], which):
            if wanted.any():
                total += 1
                right += bool(wanted[int((matrix @ which).argmax())])
    return right, total


def fitted(cases: Sequence[Case]) -> Matrix:
    """Which place: the weights by the names of ``cases`` that have a right entry and a wrong."""
    which = np.zeros(len(FEATURES))
    which[FEATURES.index("population")] = 1.0
    for _ in range(TURNS):
        told = [case for case in _examples(cases, which) if case[1].any() and not case[1].all()]
        which = _descend(told)
    return which


def _whether(cases: Sequence[Case], which: Matrix) -> Matrix:
    """Whether a place: a logit, fitted as a choice between the likeliest entry and nothing."""
    pairs = []
    for matrix, wanted in _examples(cases, which):
        best = matrix[int((matrix @ which).argmax())]
        # Of areas the golds have coordinates of their own; their names are hardly anything else's.
        real = bool(wanted.any()) or bool(best[FEATURES.index("is_area")])
        pairs.append((np.stack([best, np.zeros_like(best)]), np.array([real, not real])))
    return _descend(pairs)


def _examples(cases: Sequence[Case], which: Matrix) -> list[tuple[Matrix, Marks]]:
    found: list[tuple[Matrix, Marks]] = []
    for case in cases:
        rows = settled(case.names, which, case.home)
        found.extend((rows[key], wanted) for key, wanted in case.right.items())
    return found


def _descend(examples: Sequence[tuple[Matrix, Marks]]) -> Matrix:
    """The weights by which the marked rows of each example get the most probability (Adam)."""
    rows = np.concatenate([matrix for matrix, _ in examples])
    wanted = np.concatenate([right for _, right in examples])
    scale = rows.std(axis=0) + 1e-6
    scale[rows.std(axis=0) == 0] = 1.0  # a constant
    rows = rows / scale
    starts = np.cumsum([0, *(len(right) for _, right in examples[:-1])])
    group = np.repeat(np.arange(len(examples)), [len(right) for _, right in examples])
    by = np.zeros(rows.shape[1])
    moment, power = np.zeros_like(by), np.zeros_like(by)
    for step in range(1, STEPS + 1):
        scores = rows @ by
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chosen = scores / np.add.reduceat(scores, starts)[group]
        target = scores * wanted
        target /= np.add.reduceat(target, starts)[group]
        slope = (rows.T @ (chosen - target) + RIDGE * by) / len(examples)
        moment = 0.9 * moment + 0.1 * slope
        power = 0.99 * power + 0.01 * slope**2
        by -= RATE * (moment / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    result: Matrix = by / scale
    return result


def _case(article: GoldArticle) -> Case:
    """An article's names: those of the gold, and those that are no places by it."""
    gold = {place: toponym(article.text, place.span) for place in article.places}
    others = list(_others(article))
    everything = names_of(article.text, [*gold.values(), *others])
    names = {key: name for key, name in everything.items() if name.entries}
    right: dict[str, NDArray[np.bool_]] = {}
    for place, one in gold.items():
        if one.key in names and one.key not in right:
            marks = [is_right(entry, place) for entry in names[one.key].entries]
            right[one.key] = np.array(marks)
    for one in others:
        if one.key in names and one.key not in right:
            right[one.key] = np.zeros(len(names[one.key].entries), dtype=bool)
    return Case(home_of(article.url), names, right)


def _others(article: GoldArticle) -> Iterator[Toponym]:
    """What Sayso takes for a place or body, and the gold does not, though a village is called so.

    Names of countries and regions are left out: the golds do not mark all adjectives.
    """
    document = Document(article.name, article.name, "", article.text, url=article.url)
    (annotated,) = annotate([document], stages=BEFORE)
    rows = annotated.annotations
    kinds = {entity.id: entity.kind for entity in rows.entities}
    marked = [place.span for place in article.places]
    for mention in rows.mentions:
        if mention.kind == "name" and kinds.get(mention.entity or "") in ("place", "organisation"):
            one = toponym(article.text, mention.span)
            small = all(entry.kind in ("town", "district") for entry in one.entries)
            if small and one.entries and not any(overlapping(mention.span, s) for s in marked):
                yield one
