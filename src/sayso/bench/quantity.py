"""Quantities measured against NewsQuant with the metrics of CQE (Almasian et al., EMNLP 2023).

The gold gives no offsets: the quantities found in a sentence are paired one to one with gold ones
of the same value. Value + change asks for the comparison sign too; the unit is asked of pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.annotate.quantities import FoundQuantity, find_quantities
from sayso.annotate.quantities.lexicon import units
from sayso.annotate.times import find_times

FILES = {"dev": "NewsQuant-dev.json"}


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A quantity of the gold: ``high`` differs from ``low`` for a range."""

    low: float
    high: float
    change: str
    unit: str


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with its quantities."""

    text: str
    quantities: tuple[GoldQuantity, ...]


@dataclass(frozen=True, slots=True)
class QuantityFigures:
    """F1 of value, of value + change, and the share of right units among the paired values."""

    corpus: str
    sentences: int
    gold: int
    found: int
    value_f1: float
    value_change_f1: float
    unit_accuracy: float
    value_precision: float
    value_recall: float


def run(data: Path, split: str | None = None) -> QuantityFigures:
    """Figures of ``split`` (dev, unless said otherwise) of the folder ``data``.

    Raises ``FileNotFoundError`` when it is not there.
    """
    name = split or "dev"
    path = data / FILES.get(name, f"NewsQuant-{name}.json")
    gold = list(load(path))
    pairs_of = [(s, pairs(s.quantities, predict(s.text))) for s in gold]
    found = sum(len(predict(sentence.text)) for sentence in gold)
    total = sum(len(sentence.quantities) for sentence in gold)
    matched = [pair for _, paired in pairs_of for pair in paired]
    changes = sum(a.change == change(b) for a, b in matched)
    right = sum(same_unit(a.unit, b.unit) for a, b in matched)
    return QuantityFigures(
        f"NewsQuant-{name}",
        len(gold),
        total,
        found,
        _f1(len(matched), total, found),
        _f1(changes, total, found),
        right / len(matched) if matched else 0.0,
        len(matched) / found if found else 0.0,
        len(matched) / total if total else 0.0,
    )


def load(path: Path) -> Iterator[GoldSentence]:
    """Read a NewsQuant file. A value that is no number or range of two is left out."""
    for entry in json.loads(path.read_text(encoding="utf-8")):
        quantities = []
        for quantity in entry["quantities"]:
            low, high = _value(str(quantity["value"]))
            unit = str(quantity["normalized_unit"])
            quantities.append(GoldQuantity(low, high, str(quantity["change"]), unit))
        yield GoldSentence(str(entry["text"]), tuple(quantities))


def _value(text: str) -> tuple[float, float]:
    parts = re.fullmatch(r"(-?[\d.]+(?:[eE]-?\d+)?)(?:-(-?[\d.]+))?", text)
    if parts is None:
        raise ValueError(f"{text!r} is no number and no range")
    return float(parts[1]), float(parts[2] or parts[1])


def predict(text: str) -> list[FoundQuantity]:
    """What Sayso finds in a sentence: everything but dates and clock times."""
    times = find_times(text)
    return find_quantities(text, [(t.start, t.end) for t in times if t.type in ("DATE", "TIME")])


def change(found: FoundQuantity) -> str:
    """The gold's sign: up and down for changes, else what the hedge says."""
    sign = {"over": ">", "under": "<", "short": "~", "near": "~", None: "="}[found.bound]
    if found.trend and sign in ("=", "~"):
        return found.trend
    return sign


def pairs(
    gold: Sequence[GoldQuantity], found: Sequence[FoundQuantity]
) -> list[tuple[GoldQuantity, FoundQuantity]]:
    """Gold and found quantities of the same value, one to one; the same change first."""
    left = list(found)
    result: list[tuple[GoldQuantity, FoundQuantity]] = []
    for strict in (True, False):
        for wanted in gold:
            if any(wanted is paired for paired, _ in result):
                continue
            for candidate in left:
                if _same(wanted, candidate) and (not strict or change(candidate) == wanted.change):
                    result.append((wanted, candidate))
                    left.remove(candidate)
                    break
    return result


def _same(gold: GoldQuantity, found: FoundQuantity) -> bool:
    low = found.low if found.low is not None else found.high
    high = found.high if found.high is not None else found.low
    if low is None or high is None:
        return False
    scale = 0.01 if found.share else 1.0
    wanted = sorted((gold.low, gold.high))  # the gold writes "from 75 to 46" as 75-46
    return _close(wanted[0], low * scale) and _close(wanted[1], high * scale)


def _close(wanted: float, value: float) -> bool:
    return abs(wanted - value) <= 1e-6 * max(1.0, abs(wanted))


def same_unit(gold: str, found: str | None) -> bool:
    """Whether the gold's normalised unit is the symbol found.

    A gold unit that the lexicon does not know is a counted noun, for which Sayso has no unit.
    """
    return symbol(gold) == found


def symbol(name: str) -> str | None:
    """The canonical symbol of a unit's name as the gold writes it; None for a counted noun."""
    names = units().names
    head, _, divisor = name.partition(" per ")
    known = {"percentage": "%", "% -": "%", "year of age": "year"}.get(head) or names.get(head)
    if known is None and head.startswith("% "):
        known = "%"
    if known is None:
        return None
    return f"{known}/{names.get(divisor, divisor)}" if divisor else known


def _f1(right: int, gold: int, found: int) -> float:
    return 2 * right / (gold + found) if gold + found else 0.0
