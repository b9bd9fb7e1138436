"""How well passages, their wordings and their lineage are found, where all of it is known.

``run`` plants paragraphs of known lineage (see ``copies_corpus``) and scores, over all lineages:

- **recall, precision** of carriers: a lineage is matched with the passage that holds most of its
  carriers. A carrier is found when a member of that passage overlaps its span by half (IoU); a
  member that overlaps no carrier's span so is false.
- **overlap**: mean intersection over union of the found carriers' spans, in code points.
- **parent**: the share of wordings (the first of each lineage has none) that are one wording
  found, whose parent is the wording found that holds the true parent's first carrier.
- **seconds** and **seconds_per_megabyte**: indexing and linking, in this process, one core.

``seeds`` checks the five real dispatches: the passages that join any two of them.
"""

from __future__ import annotations

import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.bench.copies_corpus import Carried, Corpus, corpus
from sayso.errors import BenchError
from sayso.link.passages import MemoryIndex, link_passages, paragraphs
from sayso.read import Receipt, layout, read, sources
from sayso.rows import Passage, PassageMember, Span

HALF = 0.5


@dataclass(frozen=True, slots=True)
class CopiesFigures:
    """Figures on planted paragraphs; shares are between 0 and 1."""

    documents: int
    megabytes: float
    lineages: int
    wordings: int
    carriers: int
    recall: float
    precision: float
    overlap: float
    parent: float
    seconds: float
    seconds_per_megabyte: float
    milliseconds_per_document: float
    peak_megabytes: float | None
    """Most memory in use by the index and the linking; measured apart, as it slows both."""


@dataclass(frozen=True, slots=True)
class SeedsFigures:
    """What the real dispatches share. ``edits``: kinds of edits of all wordings, sorted."""

    documents: int
    passages: int
    edited: int
    members: tuple[tuple[str, ...], ...]
    """For each passage, the names of the documents that carry it."""
    edits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Score:
    carriers: int
    found: int
    members: int
    true: int
    overlaps: tuple[float, ...]
    wordings: int
    right: int


def run(documents: int = 300, seed: int = 0, memory: bool = False) -> CopiesFigures:
    """Make ``documents`` documents, link them and score the result against their true lineage."""
    made = corpus(documents, seed)
    begun = time.process_time()
    found = _linked(made)
    seconds = time.process_time() - begun
    megabytes = sum(len(text.text.encode()) for text in made.texts) / 1e6
    scores = _scores(made, found)
    carriers = sum(score.carriers for score in scores)
    overlaps = [one for score in scores for one in score.overlaps]
    return CopiesFigures(
        documents,
        megabytes,
        len(made.lineages),
        sum(len(lineage.drafts) for lineage in made.lineages),
        carriers,
        _share(sum(score.found for score in scores), carriers),
        _share(sum(score.true for score in scores), sum(score.members for score in scores)),
        _share(sum(overlaps), len(overlaps)),
        _share(sum(score.right for score in scores), sum(score.wordings for score in scores)),
        seconds,
        seconds / megabytes if megabytes else 0.0,
        1000 * seconds / documents if documents else 0.0,
        _peak(made) if memory else None,
    )


def _linked(made: Corpus) -> list[Passage]:
    index = MemoryIndex()
    for text in made.texts:
        index.add(text.id, text.text, paragraphs(text.text), text.published)
    return [one for group in link_passages(index, index.units()) for one in group.passages]


def _peak(made: Corpus) -> float:
    tracemalloc.start()
    try:
        _linked(made)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _scores(made: Corpus, passages: Iterable[Passage]) -> list[_Score]:
    truth: dict[int, dict[str, Carried]] = defaultdict(dict)
    lineage_of = {}
    for text in made.texts:
        for carried in text.carried:
            truth[carried.lineage][text.id] = carried
            lineage_of[text.id] = carried.lineage
    best: dict[int, tuple[int, Passage]] = {}
    for passage in passages:
        for lineage, count in _held(passage, lineage_of, truth).items():
            if lineage not in best or count > best[lineage][0]:
                best[lineage] = (count, passage)
    return [
        _score(own, best[number][1] if number in best else None, made.lineages[number].parents)
        for number, own in sorted(truth.items())
    ]


def _held(
    passage: Passage, lineage_of: dict[str, int], truth: dict[int, dict[str, Carried]]
) -> Counter[int]:
    return Counter(
        lineage_of[member.doc]
        for member in passage.members
        if member.doc in lineage_of
        and iou(member.span, truth[lineage_of[member.doc]][member.doc].span) >= HALF
    )


def _score(
    truth: dict[str, Carried], passage: Passage | None, parents: Sequence[int | None]
) -> _Score:
    members = passage.members if passage else ()
    found = {
        member.doc: member
        for member in members
        if member.doc in truth and iou(member.span, truth[member.doc].span) >= HALF
    }
    return _Score(
        carriers=len(truth),
        found=len(found),
        members=len(members),
        true=len(found),
        overlaps=tuple(iou(found[doc].span, truth[doc].span) for doc in found),
        wordings=sum(parent is not None for parent in parents),
        right=_right(truth, found, passage, parents),
    )


def _right(
    truth: dict[str, Carried],
    found: dict[str, PassageMember],
    passage: Passage | None,
    parents: Sequence[int | None],
) -> int:
    first: dict[int, str] = {}
    for doc in sorted(truth):  # ids are in the order of the dates
        first.setdefault(truth[doc].wording, doc)
    given = {wording.id: wording.parent for wording in passage.wordings} if passage else {}
    right = 0
    for number, parent in enumerate(parents):
        own, older = found.get(first[number]), found.get(first[parent or 0])
        if parent is not None and own and older:
            right += given[own.wording] == older.wording
    return right


def iou(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def seeds(data: Path) -> SeedsFigures:
    """Link the text files of a folder as ``add`` would; raises ``BenchError`` if there is none."""
    index = MemoryIndex()
    names = {}
    for receipt in sources([str(data)]):
        if isinstance(receipt, Receipt):
            document, _ = read(receipt)
            names[document.id] = document.name
            spans = [block.span for block in layout(document) if block.kind == "paragraph"]
            index.add(document.id, document.text, spans, document.published)
    if not names:
        raise BenchError(f"{data}: no documents here; give the folder of the five dispatches")
    found = [one for group in link_passages(index, index.units()) for one in group.passages]
    return SeedsFigures(
        len(names),
        len(found),
        sum(len(passage.wordings) > 1 for passage in found),
        tuple(
            sorted(
                tuple(sorted({names[member.doc] for member in passage.members}))
                for passage in found
            )
        ),
        tuple(
            sorted(
                edit.what
                for passage in found
                for wording in passage.wordings
                for edit in wording.edits
            )
        ),
    )
