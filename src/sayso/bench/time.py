"""Times measured against TimeML gold with the metrics of TempEval-3 (UzZaman et al. 2013, task A).

Strict: same characters. Relaxed: any overlap, each expression paired at most once. Value and type:
pairs of the relaxed match that also agree in value (type), as an F1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from sayso.annotate.times import FoundTime, find_times

# Folder below the data folder, and whether its texts tell a story of their own time: WikiWars are
# chronicles whose given creation date is the day they were downloaded.
CORPORA = {
    "wikiwars-train": ("wikiwars-train", True),
    "tbaq": ("tbaq", False),
    "tweets-train": ("tweets-train", False),
}
_MARK = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A TIMEX3 of the gold; offsets into ``GoldText.text``."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class GoldText:
    """One TimeML file: its plain text, creation day and times."""

    name: str
    text: str
    reference: str | None
    times: tuple[GoldTime, ...]


@dataclass(frozen=True, slots=True)
class TimeCounts:
    """Counts that the figures are made of; they add up over files."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    type: int = 0

    def __add__(self, other: TimeCounts) -> TimeCounts:
        return TimeCounts(
            self.gold + other.gold,
            self.found + other.found,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.value + other.value,
            self.type + other.type,
        )


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """F1 of one corpus, 0 to 1. Relaxed precision and recall tell which way it errs."""

    corpus: str
    texts: int
    strict_f1: float
    relaxed_f1: float
    value_f1: float
    type_f1: float
    relaxed_precision: float
    relaxed_recall: float
    counts: TimeCounts


def run(data: Path, split: str | None = None) -> tuple[TimeFigures, ...]:
    """Figures of every corpus below ``data`` (only ``split``, if given), and of all pooled.

    Raises ``FileNotFoundError`` when none is there.
    """
    result = []
    pooled, texts = TimeCounts(), 0
    for corpus, (folder, narrative) in CORPORA.items():
        if split not in (None, corpus) or not (data / folder).is_dir():
            continue
        gold = list(load(data / folder))
        counts = sum((compare(text, predict(text, narrative)) for text in gold), TimeCounts())
        result.append(figures(corpus, len(gold), counts))
        pooled, texts = pooled + counts, texts + len(gold)
    if not result:
        raise FileNotFoundError(f"no TimeML corpus ({', '.join(CORPORA)}) in {data}")
    return (*result, figures("pooled", texts, pooled))


def load(folder: Path) -> Iterator[GoldText]:
    """Read the TimeML files of a folder and its subfolders, in name order."""
    for path in sorted(folder.rglob("*.tml")):
        yield read_timeml(path.stem, path.read_text(encoding="utf-8"))


def read_timeml(name: str, source: str) -> GoldText:
    """Plain text, creation day and times of one TimeML file.

    Read by marks, not by an XML parser: some of the files are not well-formed.
    """
    head, _, rest = source.partition("<TEXT>")
    body = rest.partition("</TEXT>")[0]
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", head + rest, re.DOTALL)
    pieces: list[str] = []
    times: list[GoldTime] = []
    opened: list[tuple[int, str, str]] = []
    length = position = 0
    for mark in _MARK.finditer(body):
        piece = unescape(body[position : mark.start()])
        pieces.append(piece)
        length, position = length + len(piece), mark.end()
        if mark[2] != "TIMEX3":
            continue
        if not mark[1]:
            values = dict(_ATTRIBUTE.findall(mark[3]))
            opened.append((length, values.get("type", ""), values.get("value", "")))
        elif opened:
            start, kind, value = opened.pop()
            times.append(GoldTime(start, length, kind, value))
    pieces.append(unescape(body[position:]))
    return GoldText(name, "".join(pieces), created[1] if created else None, tuple(times))


def compare(gold: GoldText, found: Sequence[FoundTime]) -> TimeCounts:
    """Count the agreements on one text."""
    matched = pairs(gold.times, found)
    return TimeCounts(
        gold=len(gold.times),
        found=len(found),
        strict=sum((a.start, a.end) == (b.start, b.end) for a, b in matched),
        relaxed=len(matched),
        value=sum(a.value == b.value for a, b in matched),
        type=sum(a.type == b.type for a, b in matched),
    )


def pairs(gold: Sequence[GoldTime], found: Sequence[FoundTime]) -> list[tuple[GoldTime, FoundTime]]:
    """Overlapping expressions paired in text order; the same characters before any overlap."""
    exact = {(time.start, time.end): time for time in found}
    result = []
    used: set[tuple[int, int]] = set()
    rest = []
    for wanted in sorted(gold, key=lambda time: time.start):
        span = (wanted.start, wanted.end)
        if span in exact and span not in used:
            used.add(span)
            result.append((wanted, exact[span]))
        else:
            rest.append(wanted)
    for wanted in rest:
        for time in found:
            span = (time.start, time.end)
            if span not in used and time.start < wanted.end and wanted.start < time.end:
                used.add(span)
                result.append((wanted, time))
                break
    return result


def predict(text: GoldText, narrative: bool) -> list[FoundTime]:
    """What Sayso finds in the text: a story of its own time is not given the creation day."""
    return find_times(text.text, None if narrative else text.reference, narrative=narrative)


def figures(corpus: str, texts: int, counts: TimeCounts) -> TimeFigures:
    """The figures that the counts of a corpus give."""

    def f1(right: int) -> float:
        total = counts.gold + counts.found
        return 2 * right / total if total else 0.0

    return TimeFigures(
        corpus,
        texts,
        f1(counts.strict),
        f1(counts.relaxed),
        f1(counts.value),
        f1(counts.type),
        counts.relaxed / counts.found if counts.found else 0.0,
        counts.relaxed / counts.gold if counts.gold else 0.0,
        counts,
    )
