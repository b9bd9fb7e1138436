"""Where two units say the same: an alignment of their words, cut into maximal stretches.

The alignment is a longest common subsequence of words (rapidfuzz, bit-parallel). Runs of equal
words are chained while what they gain outweighs what lies between them, as in local sequence
alignment, so that an edited sentence is one stretch and two copied sentences with other text
between them are two. A stretch is then widened to the borders of the sentences it mostly covers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel, MatchingBlock

from sayso.link.passages.words import LEAST, Words

GAP_COST = 0.5
"""Of a word that has no counterpart, against 1 for one that has: a stretch may be half edited."""
DROP = 20.0
"""A fall this far below a stretch's best ends it: forty foreign words are not an edit."""
IDENTITY, LOOSE_IDENTITY = 0.8, 0.5
SENTENCE, PARAGRAPH = 20, 80
"""Share of words in common below which two stretches only resemble each other: ``IDENTITY`` up to
``SENTENCE`` words, falling to ``LOOSE_IDENTITY`` at ``PARAGRAPH``. Sentences made to one template
have three words in four in common, and at 0.75 they chained half a corpus into one group to link;
so much of two paragraphs is the same only when one was made from the other. A single sentence needs
``IDENTITY`` however long it is."""
SHORT = 15
"""Stretches of at most this many words must be whole sentences in both: set phrases are as long."""
PHRASE_LEAST, PHRASE_IDENTITY = 12, 0.85
"""What a stretch needs that is a whole sentence in neither unit: set phrases are shorter or looser,
a quotation that two outlets frame differently is longer and exact."""
HELD = 0.85
"""Share of the shorter stretch in the longer that makes up for what the longer has besides, up to
what ``COVERED`` allows: an attribution dropped, a clause added. The shorter must hold a sentence:
part of one in another is a set phrase."""
COVERED = 0.6
"""A sentence of which this share is aligned belongs to the stretch as a whole. One of which less
is, and no ``PHRASE_LEAST`` words in a row, is left out of a stretch that has others."""


class SharedStretch(NamedTuple):
    """Words ``a_first``–``a_last`` of one unit and ``b_first``–``b_last`` of another.

    ``matched`` words are equal and in the same order; ``identity`` is their share of both.
    """

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    matched: int
    identity: float


def align(a: Words, b: Words) -> list[SharedStretch]:
    """The maximal stretches that two units share, in order; empty when there are none."""
    runs = Indel.opcodes(a.hashes, b.hashes).as_matching_blocks()
    found = []
    for chain in _chains(runs):
        if (
            _size(chain) >= PHRASE_LEAST
            or _sentence_like(a, 0, chain)
            or _sentence_like(b, 1, chain)
        ):
            found.extend(_best(a, b, _trimmed(a, b, chain), runs))
    return found


def _best(
    a: Words, b: Words, chain: list[MatchingBlock], runs: list[MatchingBlock]
) -> list[SharedStretch]:
    """The sentences of a chain if they are shared, or else its own words: a framed quotation."""
    whole = _stretch(runs, *_widened(a, 0, chain), *_widened(b, 1, chain))
    if _shared(a, b, whole):
        return [whole]
    bare = _stretch(runs, *_hull(0, chain), *_hull(1, chain))
    return [bare] if _shared(a, b, bare) else []


def _sentence_like(unit: Words, side: int, chain: list[MatchingBlock]) -> bool:
    """Whether so few words can hold a whole sentence; most cannot, and need no closer look."""
    begin, middle = unit.sentence(chain[0][side])
    last = chain[-1][side] + chain[-1].size - 1
    if last < middle:
        return _size(chain) >= COVERED * (middle - begin)
    second, end = unit.sentence(last)
    least = min(middle - begin, end - second, second - middle or len(unit))
    return _size(chain) >= COVERED * least


def _shared(a: Words, b: Words, found: SharedStretch) -> bool:
    sides = (
        (found.a_last - found.a_first, _holds_sentence(a, found.a_first, found.a_last)),
        (found.b_last - found.b_first, _holds_sentence(b, found.b_first, found.b_last)),
    )
    whole = sides[0][1] + sides[1][1]
    (shorter, held), (size, _) = min(sides), max(sides)
    if size <= SHORT and whole < 2:
        return False
    if not whole:
        return found.matched >= PHRASE_LEAST and found.identity >= PHRASE_IDENTITY
    if held and found.matched >= HELD * shorter and found.matched >= COVERED * size:
        return True
    if (
        max(_sentences(a, found.a_first, found.a_last), _sentences(b, found.b_first, found.b_last))
        == 1
    ):
        return found.identity >= IDENTITY
    longer = min(1.0, max(0.0, (size - SENTENCE) / (PARAGRAPH - SENTENCE)))
    return found.identity >= IDENTITY - (IDENTITY - LOOSE_IDENTITY) * longer


def _holds_sentence(unit: Words, first: int, last: int) -> bool:
    begin, end = unit.sentence(first)
    if begin < first:
        begin, end = unit.sentence(min(end, len(unit) - 1))
    return first <= begin < end <= last


def _sentences(unit: Words, first: int, last: int) -> int:
    """How many sentences a stretch holds or reaches into."""
    return bisect_left(unit.sentences, last) - bisect_right(unit.sentences, first) + 1


def _chains(runs: list[MatchingBlock]) -> Iterator[list[MatchingBlock]]:
    """The chains of runs with positive score, each ending where its score is greatest.

    Only those of ``LEAST`` words or more: most of what two paragraphs have in common is less.
    """
    chain: list[MatchingBlock] = []
    score = best = 0.0
    best_length = best_size = size = a_end = b_end = 0
    for run in runs:
        a, b, length = run
        a_gap, b_gap = a - a_end, b - b_end
        left = score - GAP_COST * (a_gap if a_gap > b_gap else b_gap)
        if left <= 0 or best - left > DROP:
            if best_size >= LEAST:
                yield chain[:best_length]
            chain, left, best, size, best_size = [], 0.0, 0.0, 0, 0
        chain.append(run)
        a_end, b_end, size, score = a + length, b + length, size + length, left + length
        if score > best:
            best, best_length, best_size = score, len(chain), size
    if best_size >= LEAST:
        yield chain[:best_length]


def _trimmed(a: Words, b: Words, chain: list[MatchingBlock]) -> list[MatchingBlock]:
    """Without the few words by which a chain reaches into a sentence it otherwise leaves out."""
    for unit, side in ((a, 0), (b, 1)):
        begin, end = unit.sentence(chain[-1][side] + chain[-1].size - 1)
        if _stray(chain, side, begin, end):
            chain = [cut for run in chain if (cut := _before(run, side, begin))]
        begin, end = unit.sentence(chain[0][side])
        if _stray(chain, side, begin, end):
            chain = [cut for run in chain if (cut := _after(run, side, end))]
    return chain


def _stray(chain: list[MatchingBlock], side: int, begin: int, end: int) -> bool:
    parts = [_within(run, side, begin, end) for run in chain]
    inside = sum(parts)
    little = inside < COVERED * (end - begin) and max(parts) < PHRASE_LEAST
    return little and _size(chain) - inside >= LEAST


def _within(run: MatchingBlock, side: int, begin: int, end: int) -> int:
    return max(0, min(end, run[side] + run.size) - max(begin, run[side]))


def _before(run: MatchingBlock, side: int, border: int) -> MatchingBlock | None:
    size = min(run.size, border - run[side])
    return MatchingBlock(run.a, run.b, size) if size > 0 else None


def _after(run: MatchingBlock, side: int, border: int) -> MatchingBlock | None:
    skip = max(0, border - run[side])
    return MatchingBlock(run.a + skip, run.b + skip, run.size - skip) if skip < run.size else None


def _size(chain: list[MatchingBlock]) -> int:
    return sum(run.size for run in chain)


def _stretch(
    runs: list[MatchingBlock], a_first: int, a_last: int, b_first: int, b_last: int
) -> SharedStretch:
    """The stretch between these words, with every word that is aligned in between."""
    matched = 0
    for run in runs:
        skip = max(0, a_first - run.a, b_first - run.b)
        matched += max(0, min(run.size, a_last - run.a, b_last - run.b) - skip)
    identity = 2 * matched / (a_last - a_first + b_last - b_first)
    return SharedStretch(a_first, a_last, b_first, b_last, matched, identity)


def _hull(side: int, chain: list[MatchingBlock]) -> tuple[int, int]:
    return chain[0][side], chain[-1][side] + chain[-1].size


def _widened(unit: Words, side: int, chain: list[MatchingBlock]) -> tuple[int, int]:
    """The hull of a chain, out to the borders of first and last sentence if mostly aligned."""
    first, last = _hull(side, chain)
    for begin, end in {unit.sentence(first), unit.sentence(last - 1)}:
        aligned = sum(_within(run, side, begin, end) for run in chain)
        if aligned >= COVERED * (end - begin):
            first, last = min(first, begin), max(last, end)
    return first, last
