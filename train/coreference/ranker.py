"""Fits the weights of ``sayso.annotate.mentions.ranker`` on GUM, ECB+ and PolNeAR: training parts.

A conditional logit by gradient descent with a ridge (Denis and Baldridge 2008): of each pronoun's
candidates those that the gold has in its chain share the probability; where none is, it means
nobody. The mentions before it are resolved as the gold has them while fitting. PolNeAR has no
coreference; what it gives are pronouns that only one person near can be by sex.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.mentions.ranker import Weights
from sayso.rows import Document
from train.coreference.data import Case, agreeing, cases, ecb, gum, split

STEPS = 300
RATE = 0.05
AGREEING_SHARE = 2.0  # what a pronoun weighs that only one person near agrees with
RIDGE = 0.5
RARE = 5  # pronouns; a feature of fewer is left out
ECB_SHARE = 0.5  # what a pronoun of ECB+ weighs: only mentions in marked sentences are known
HEAD = """# The weights of sayso.annotate.mentions.ranker, fitted on GUM, ECB+ and PolNeAR by
# `python -m train.coreference ranker`: a score is the sum of the weights of the features that hold.
# The features are those of sayso/annotate/mentions/antecedents.py and pronouns.py. `people`: whom
# "he" and "she" mean. `things`: what "it" and "they" mean. `none…`: that it is nobody named before.
"""
Matrix = NDArray[np.float64]


def gather(data: Path) -> list[Case]:
    """All pronouns of GUM and ECB+, and those of PolNeAR that only one person near agrees with."""
    texts = [*gum(data / "gum"), *ecb(data / "ecbplus" / "train")]
    found = [case for text in texts for case in cases(text)]
    for path in sorted((data / "polnear" / "train").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found.extend(agreeing(Document(path.stem, path.stem, "", text)))
    return found


def fit(data: Path, path: Path) -> str:
    """Write the weights to ``path``; lines with what they reach where they were not fitted."""
    everything = gather(data)
    parts = split(data / "gum" / "splits.md")
    held = {name for name, part in parts.items() if part != "train"}
    train = [case for case in everything if case.document not in held]
    tables = {table: fitted(train, table) for table in ("people", "things")}
    path.write_text(HEAD + "".join(_table(name, by) for name, by in tables.items()), "utf-8")
    rest = [case for case in everything if case.document in held]
    return "\n".join(
        line for table in tables for line in report(rest, table, tables[table], f"held {table}")
    )


def _table(name: str, by: Weights) -> str:
    return f"\n[{name}]\n" + "".join(f"{key} = {by[key]:.2f}\n" for key in sorted(by))


def fitted(everything: Sequence[Case], table: str) -> Weights:
    """The weights of one table."""
    chosen = [case for case in everything if case.table == table and case.features]
    counts = Counter(f for c in chosen for f in {f for fs in _rows(c) for f in fs})
    names = sorted(name for name, count in counts.items() if count >= RARE)
    at = {name: number for number, name in enumerate(names)}
    rows = [fs for c in chosen for fs in _rows(c)]
    matrix = np.zeros((len(rows), len(names)), dtype=np.float64)
    for number, features in enumerate(rows):
        for feature in features:
            if feature in at:
                matrix[number, at[feature]] = 1.0
    wanted = np.array([r for c in chosen for r in _wanted(c)], dtype=np.float64)
    sizes = [len(_rows(c)) for c in chosen]
    weight = np.array([_weight(c) for c in chosen])
    by = _descend(matrix, wanted, sizes, weight)
    return Weights(
        {n: round(float(v), 2) for n, v in zip(names, by, strict=True) if abs(v) >= 0.05}
    )


def _rows(case: Case) -> list[list[str]]:
    return case.features if case.nobody is None else [*case.features, case.nobody]


def _wanted(case: Case) -> list[bool]:
    return case.right if case.nobody is None else [*case.right, not any(case.right)]


def _weight(case: Case) -> float:
    if case.nobody is None:
        return AGREEING_SHARE
    return 1.0 if case.document.startswith("GUM") else ECB_SHARE


def _descend(matrix: Matrix, wanted: Matrix, sizes: Sequence[int], weight: Matrix) -> Matrix:
    """The weights by which the wanted rows of each example get the most probability (Adam)."""
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    by = np.zeros(matrix.shape[1])
    moment, power = np.zeros_like(by), np.zeros_like(by)
    for step in range(1, STEPS + 1):
        scores = matrix @ by
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chosen = scores / np.add.reduceat(scores, starts)[group]
        target = scores * wanted
        target /= np.add.reduceat(target, starts)[group]
        slope = (matrix.T @ ((chosen - target) * weight[group]) + RIDGE * by) / len(sizes)
        moment = 0.9 * moment + 0.1 * slope
        power = 0.99 * power + 0.01 * slope**2
        by -= RATE * (moment / (1 - 0.9**step)) / (np.sqrt(power / (1 - 0.99**step)) + 1e-8)
    result: Matrix = by
    return result


def report(everything: Sequence[Case], table: str, by: Weights, label: str) -> list[str]:
    """Precision and recall over pronouns whose chain has a name here, by least probability."""
    told: list[tuple[float, bool]] = []
    gold = 0
    for case in everything:
        if case.table != table or case.nobody is None or not case.features:
            continue
        who, share, right = _choice(case, by)
        gold += case.named
        if who >= 0:
            told.append((share, right))
    lines = []
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = [one for one in told if one[0] >= least]
        hits = sum(right for _, right in kept)
        lines.append(
            f"{label} >= {least}: precision {hits / max(1, len(kept)):.3f} "
            f"recall {hits / max(1, gold):.3f} of {gold}"
        )
    return lines


def _choice(case: Case, by: Weights) -> tuple[int, float, bool]:
    scores = np.array([by.total(fs) for fs in case.features] + [by.total(case.nobody or ())])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    whole: dict[int, float] = {}
    for who, share in zip(case.groups, shares, strict=False):
        whole[who] = whole.get(who, 0.0) + float(share)
    best = max(whole, key=lambda one: whole[one])
    right = any(r for who, r in zip(case.groups, case.right, strict=True) if who == best)
    return best, whole[best], right
