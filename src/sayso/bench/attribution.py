"""How well attributions agree with PolNeAR: whole relations, single spans, recall by kind.

The corpus (Newell, Margolin and Ruths, LREC 2018) is read from a folder with one folder a split,
each with ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann`` in brat's format; where an
article has several annotators the first by id counts.

What is compared. PolNeAR marks only the outermost attribution and no scare quotes, so the scored
set is Sayso's attributions that are not ``scare`` and not ``inside`` another. Attributions that
lie wholly in a stretch that the annotators set aside (``Discard``: captions, editor's notes) are
left out on both sides. A *hull* runs from the first to the last character of a filler without
white space at its ends; *characters* are code points without white space.

- **lenient**: attributions are paired one to one so that the sum of the F1 of their contents'
  characters is greatest (Hungarian method); a pair counts when that F1 is at least a half, the
  sources overlap or both have none, and the cues overlap.
- **strict**: attributions whose source, cue and content hulls are all equal.
- **cue, source, content**: distinct fillers with the same words (``fillers.py``: marks at a border
  and breaks between segments cost nothing, as in the measurements that the goals come from); a
  source that several attributions share counts once. **content_characters**: with the same
  characters, marks among them.
- **recall by kind**: the part of the gold that the lenient pairing finds, by the quotation marks
  in its content (direct: none of its words outside marks) and where its source is one pronoun.

How far people agree is measured in the same way on the articles of all splits that several of them
annotated: every pair of annotators, the one against the other.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sayso.annotate.attributions import find
from sayso.annotate.attributions.marks import quoted
from sayso.annotate.parse import parse
from sayso.bench.fillers import Words
from sayso.errors import BenchError, MissingExtra
from sayso.rows import Attribution, Document, Span

BATCH = 16
HALF = 0.5
KINDS = ("direct", "mixed", "indirect", "pronoun source")
PRONOUN = re.compile(
    "I|he|she|it|we|they|you|who|which|that|his|her|its|their|our|my|your|him|them|us|me|"
    "himself|herself|themselves|one|someone|everyone|everybody|nobody|many|others|some|this",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t([\w-]+:T\d+(?: [\w-]+:T\d+)*)")
_PART = re.compile(r"([A-Za-z]+)\d*:(T\d+)")


class Triple(NamedTuple):
    """One attribution as the scorer sees it; every filler is in text order, no source is ()."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """An article, its attributions as annotated, and the stretches that were set aside."""

    name: str
    text: str
    triples: tuple[Triple, ...]
    discarded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts, and the rates that follow from them. A rate without a base is 0."""

    matched: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The part of the predicted that is matched."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The part of the gold that is matched."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.predicted + self.gold
        return 2 * self.matched / both if both else 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(
            self.matched + other.matched,
            self.predicted + other.predicted,
            self.gold + other.gold,
        )


NONE = Figure(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The part of the gold of one kind that the lenient pairing found."""

    kind: str
    found: int
    gold: int

    @property
    def recall(self) -> float:
        """``found`` of ``gold``; 0 without any."""
        return self.found / self.gold if self.gold else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one article, or the sum over several."""

    lenient: Figure = NONE
    strict: Figure = NONE
    cue: Figure = NONE
    source: Figure = NONE
    content: Figure = NONE
    content_characters: Figure = NONE
    recall: tuple[Found, ...] = tuple(Found(kind, 0, 0) for kind in KINDS)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.lenient + other.lenient,
            self.strict + other.strict,
            self.cue + other.cue,
            self.source + other.source,
            self.content + other.content,
            self.content_characters + other.content_characters,
            tuple(
                Found(a.kind, a.found + b.found, a.gold + b.gold)
                for a, b in zip(self.recall, other.recall, strict=True)
            ),
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """Outermost rows whose score lies in ``[low, high)``: their mean score, the share right."""

    low: float
    high: float
    rows: int
    score: float
    right: float


BINS = 10


def bins(graded: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Scores and whether each was right, in bins of equal width; empty bins are left out."""
    result = []
    for number in range(BINS):
        own = [one for one in graded if min(int(one[0] * BINS), BINS - 1) == number]
        if own:
            score = sum(value for value, _ in own) / len(own)
            right = sum(good for _, good in own) / len(own)
            result.append(Bin(number / BINS, (number + 1) / BINS, len(own), score, right))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class AttributionFigures:
    """What ``run`` measures on one split. ``refused`` are documents on which Sayso raised."""

    split: str
    documents: int
    refused: tuple[str, ...]
    seconds: float
    """Wall time of parsing and finding, without loading the model or scoring."""
    score: Score
    scare: int
    """Scare quotes found; not scored."""
    nested: int
    """Attributions found inside another; not scored, but for ``every``."""
    every: Figure
    """The lenient figure when nested attributions are scored too; PolNeAR marks none."""
    people: Score
    """What one annotator has of another's, over all pairs of those who had the same article."""
    reliability: tuple[Bin, ...]
    """By the rows' own scores: how sure they were, and how many the lenient pairing finds right."""

    @property
    def calibration_error(self) -> float:
        """Mean distance of score and share of right rows over the bins, by rows (ECE)."""
        rows = sum(one.rows for one in self.reliability)
        apart = sum(abs(one.score - one.right) * one.rows for one in self.reliability)
        return apart / rows if rows else 0.0


def run(data: Path, split: str = "dev", limit: int | None = None) -> AttributionFigures:
    """Score Sayso's attributions on ``data/split``, on its first ``limit`` articles if given.

    Raises ``BenchError`` where there is no such corpus and ``MissingExtra`` without scipy.
    """
    _pairs([[0.0]])
    golds = load(data, split)[:limit]
    parse([])
    total, every, seconds, scare, nested = Score(), NONE, 0.0, 0, 0
    refused: list[str] = []
    graded: list[tuple[float, bool]] = []
    for at in range(0, len(golds), BATCH):
        began = time.perf_counter()
        batch = golds[at : at + BATCH]
        found = list(_found([gold.text for gold in batch]))
        seconds += time.perf_counter() - began
        for gold, one in zip(batch, found, strict=True):
            if one is None:
                refused.append(gold.name)
                continue
            scare += one.scare
            nested += len(one.nested)
            total += score(gold, one.outer)
            right = {row for row, _ in pairs(one.outer, gold)}
            graded += [(sure, at in right) for at, sure in enumerate(one.scores)]
            every += score(gold, [*one.outer, *one.nested]).lenient
    return AttributionFigures(
        split,
        len(golds),
        tuple(refused),
        seconds,
        total,
        scare,
        nested,
        every,
        agreement(data),
        bins(graded),
    )


def agreement(data: Path) -> Score:
    """What one annotator finds of another's, over every pair and article of all splits."""
    total = Score()
    for folder in sorted(data.glob("*/attributions")):
        for name, files in _files(folder).items():
            text = _text(folder.parent / "text" / f"{name}.txt")
            for one, other in combinations([gold_from(name, text, _text(f)) for f in files], 2):
                total += score(one, other.triples)
    return total


class _Found(NamedTuple):
    outer: list[Triple]
    scores: list[float]
    nested: list[Triple]
    scare: int


def _found(texts: Sequence[str]) -> Iterator[_Found | None]:
    """What Sayso finds in each text; ``None`` where it raised, which is what is to be counted."""
    documents = [Document(str(at), str(at), "", text) for at, text in enumerate(texts)]
    for parsed in parse(documents):
        try:
            attributions = find(parsed)
        except Exception:
            yield None
            continue
        spoken = [one for one in attributions if one.kind != "scare"]
        yield _Found(
            [_triple(one) for one in spoken if one.inside is None],
            [one.score or 0.0 for one in spoken if one.inside is None],
            [_triple(one) for one in spoken if one.inside is not None],
            len(attributions) - len(spoken),
        )


def _triple(row: Attribution) -> Triple:
    return Triple((row.source,) if row.source else (), (row.cue,), row.content)


def load(data: Path, split: str) -> list[Gold]:
    """The articles of a split by name, each with its first annotator's attributions."""
    folder = data / split
    files = _files(folder / "attributions")
    golds = [
        _read(path.stem, _text(path), next(iter(files.get(path.stem, ())), None))
        for path in sorted((folder / "text").glob("*.txt"))
    ]
    if not golds:
        raise BenchError(f"no articles in {folder / 'text'}: give the folder of PolNeAR")
    return golds


def _files(folder: Path) -> dict[str, list[Path]]:
    """The annotators' files of each article, by name."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.ann")):
        found.setdefault(path.stem.rpartition("_")[0], []).append(path)
    return found


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _read(name: str, text: str, annotations: Path | None) -> Gold:
    if annotations is None:
        raise BenchError(f"{name} has no file of attributions")
    return gold_from(name, text, _text(annotations))


def gold_from(name: str, text: str, annotations: str) -> Gold:
    """Read brat's stand-off format; lines that are not spans or events are passed over.

    The text column may itself hold a line break (it does in three files), which leaves a line
    that is neither. ``Content2`` is more content. Events without cue or content are dropped.
    """
    spans: dict[str, tuple[Span, ...]] = {}
    discarded: list[Span] = []
    triples = []
    for line in annotations.split("\n"):
        if match := _SPAN.match(line):
            spans[match[1]] = tuple(_segments(match[3]))
            if match[2] == "Discard":
                discarded += spans[match[1]]
    for line in annotations.split("\n"):
        if match := _EVENT.match(line):
            triple = _event(match[1], spans, text)
            if triple.cue and triple.content:
                triples.append(triple)
    return Gold(name, text, tuple(triples), tuple(discarded))


def _segments(column: str) -> Iterator[Span]:
    for pair in column.split(";"):
        start, end = pair.split()
        yield Span(int(start), int(end))


def _event(line: str, spans: dict[str, tuple[Span, ...]], text: str) -> Triple:
    roles: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
    for role, key in _PART.findall(line):
        if role in roles:
            roles[role] += spans.get(key, ())
    return Triple(*(_tidy(roles[role], text) for role in ("Source", "Cue", "Content")))


def _tidy(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    trimmed = (_trim(span, text) for span in spans)
    return tuple(sorted(span for span in trimmed if span.start < span.end))


def _trim(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def score(gold: Gold, predicted: Sequence[Triple]) -> Score:
    """The figures of one article. Raises ``MissingExtra`` without scipy."""
    golden = [triple for triple in gold.triples if not _within(triple, gold.discarded)]
    guessed = [triple for triple in predicted if not _within(triple, gold.discarded)]
    matches = list(_lenient(guessed, golden, gold.text))
    found = {right for _, right in matches}
    words = Words(gold.text)
    return Score(
        Figure(len(matches), len(guessed), len(golden)),
        _common([_hulls(one) for one in guessed], [_hulls(one) for one in golden]),
        _same(words.of, guessed, golden, "cue"),
        _same(words.of, guessed, golden, "source"),
        _same(words.of, guessed, golden, "content"),
        _same(partial(_shown, text=gold.text), guessed, golden, "content"),
        tuple(_by_kind(gold.text, golden, found)),
    )


def pairs(predicted: Sequence[Triple], gold: Gold) -> list[tuple[int, int]]:
    """The lenient pairs: indices into ``predicted`` and into the gold's attributions."""
    return list(_lenient(predicted, gold.triples, gold.text))


def _within(triple: Triple, discarded: Sequence[Span]) -> bool:
    pieces = [hull for hull in _hulls(triple) if hull is not None]
    start, end = min(hull.start for hull in pieces), max(hull.end for hull in pieces)
    return any(span.start <= start and end <= span.end for span in discarded)


def _hull(spans: Sequence[Span]) -> Span | None:
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _hulls(triple: Triple) -> tuple[Span | None, ...]:
    return tuple(_hull(filler) for filler in triple)


def _common(predicted: Sequence[object], gold: Sequence[object]) -> Figure:
    left, right = set(predicted), set(gold)
    return Figure(len(left & right), len(left), len(right))


def _same(
    of: Callable[[tuple[Span, ...]], frozenset[int]],
    predicted: Sequence[Triple],
    gold: Sequence[Triple],
    role: str,
) -> Figure:
    """Distinct fillers of one role that ``of`` gives the same of."""
    both = [
        [of(filler) for triple in triples if (filler := getattr(triple, role))]
        for triples in (predicted, gold)
    ]
    return _common(*both)


def _shown(filler: Sequence[Span], text: str) -> frozenset[int]:
    return frozenset(_characters(filler, text))


def _lenient(
    predicted: Sequence[Triple], gold: Sequence[Triple], text: str
) -> Iterator[tuple[int, int]]:
    """The pairs that count: indices into ``predicted`` and ``gold``."""
    if not predicted or not gold:
        return
    left = [_characters(one.content, text) for one in predicted]
    right = [_characters(one.content, text) for one in gold]
    agreement = [[_f1(a, b) for b in right] for a in left]
    for a, b in _pairs(agreement):
        if agreement[a][b] >= HALF and _agree(predicted[a], gold[b]):
            yield a, b


def _pairs(agreement: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """The one-to-one pairs of rows and columns whose sum is greatest."""
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise MissingExtra("pairing attributions", "bench") from error
    rows, columns = linear_sum_assignment(agreement, maximize=True)
    return zip(rows.tolist(), columns.tolist(), strict=True)


def _characters(spans: Sequence[Span], text: str) -> set[int]:
    return {at for s in spans for at in range(s.start, s.end) if not text[at].isspace()}


def _f1(left: set[int], right: set[int]) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def _agree(predicted: Triple, gold: Triple) -> bool:
    sources = _overlap(predicted.source, gold.source) or not (predicted.source or gold.source)
    return sources and _overlap(predicted.cue, gold.cue)


def _overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in left for b in right)


def _by_kind(text: str, gold: Sequence[Triple], found: set[int]) -> Iterator[Found]:
    marked = quoted(text)
    kinds = [kind_of(one, text, marked) for one in gold]
    for kind in KINDS[:3]:
        of_kind = [at for at, own in enumerate(kinds) if own == kind]
        yield Found(kind, len(found.intersection(of_kind)), len(of_kind))
    pronouns = [at for at, one in enumerate(gold) if _is_pronoun(one.source, text)]
    yield Found(KINDS[3], len(found.intersection(pronouns)), len(pronouns))


def kind_of(triple: Triple, text: str, marked: Sequence[Span]) -> str:
    """Direct, mixed or indirect, by how many of the content's words stand in quotation marks."""
    words = [
        Span(span.start + match.start(), span.start + match.end())
        for span in triple.content
        for match in re.finditer(r"\w+", text[span.start : span.end])
    ]
    inside = sum(any(m.start <= w.start and w.end <= m.end for m in marked) for w in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def _is_pronoun(source: Sequence[Span], text: str) -> bool:
    return len(source) == 1 and PRONOUN.fullmatch(text, *source[0]) is not None


__all__ = ["AttributionFigures", "Figure", "Found", "Gold", "Score", "Triple", "load", "run"]
