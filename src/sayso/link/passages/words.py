"""The words of a text as passages compare them, and the fingerprints that find them again.

Digits, percent and currency signs are words: a changed number is what lineage is about, so nothing
that could be one is dropped. Case, punctuation and the shape of apostrophes are not compared.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from struct import Struct
from typing import NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from sayso.rows import Span

GRAM = 4
"""Words in a fingerprint. Of an edited sentence four words in a row nearly always survive."""
WINDOW = 4
"""Any ``GRAM + WINDOW - 1`` equal words in a row share a fingerprint (Schleimer, Wilkerson and
Aiken, "Winnowing", SIGMOD 2003); two in five grams are kept."""
SHORT = 24
"""Words up to which a unit keeps all its grams: an edit leaves a single sentence few enough."""
LEAST = 8
"""Words that a shared stretch must have in common: about the shortest sentence that says much."""
LONGEST = 600
"""Words in a unit. A longer paragraph is cut, so that no comparison is of more than this."""

# Numbers keep their separators ("1,500", "00:00"), words their apostrophes; hyphens divide, since
# copies differ in them. Scripts without spaces count each character as a word.
_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_][^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]*"
    r"(?:[\u0300-\u036f'’ʼ][^\W_]+)*"
    r"|[%‰°$€£¥₽₴]"
)
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|\n+|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.\"“])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Lt|Capt|Sgt|Sen|Rep|Gov|St|No|Nos"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|etc|Inc|Ltd|Co|Corp|approx)\.$"
)
_OPENING = "\"'“‘«„([‚‹"
_CLOSING = "\"'”’»)].,;:!?…›"
_FOLDED_LIMIT = 200_000
_COUNTS = Struct("<HHH")
_MASK = (1 << 63) - 1
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
# Hash of each word as written. Emptied when full: memory is bounded, and words repeat at once.
_folded: dict[str, int] = {}


class Fingerprint(NamedTuple):
    """A hash of words in a row, signed 64 bits, and the code points they stand on."""

    hash: int
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """The words of ``text[span]``: their hashes and where each stands, as offsets into ``text``."""

    text: str
    span: Span
    hashes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.hashes)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each word stands. Found when asked for: most comparisons need only the hashes."""
        return tuple(found.span() for found in _WORD.finditer(self.text, *self.span))

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The index of the first word of each sentence, and the number of words at the end."""
        starts, first, begin = [0], 0, self.span.start
        for end in _sentence_ends(self.text, self.span):
            # Counted and not looked up in ``places``, which are twenty times the size of these.
            first, begin = first + len(_WORD.findall(self.text, begin, end)), end
            if starts[-1] < first < len(self):
                starts.append(first)
        return (*starts, len(self))

    @cached_property
    def fingerprints(self) -> dict[int, int]:
        """Each distinct fingerprint, and the word at which it stands first."""
        hashes, at = _winnow(self)
        return dict(zip(hashes[::-1].tolist(), at[::-1].tolist(), strict=True))

    def sentence(self, word: int) -> tuple[int, int]:
        """First word and one past the last word of the sentence that ``word`` stands in."""
        at = bisect_right(self.sentences, word)
        return self.sentences[at - 1], self.sentences[min(at, len(self.sentences) - 1)]

    def stretch(self, first: int, last: int) -> Span:
        """The code points of words ``[first, last)`` with the punctuation that belongs to them."""
        if (first, last) == (0, len(self)):
            return _stripped(self.text, self.span)
        start, end = self.places[first][0], self.places[last - 1][1]
        floor = self.places[first - 1][1] if first else self.span.start
        ceiling = self.places[last][0] if last < len(self) else self.span.end
        while start > floor and self.text[start - 1] in _OPENING:
            start -= 1
        while end < ceiling and self.text[end] in _CLOSING:
            end += 1
        return Span(start, end)


def words(text: str, span: Span | None = None) -> Words:
    """The words of a text, or of a stretch of it. Linear in the stretch; any text will do."""
    span = span or Span(0, len(text))
    known = _folded.get
    found = _WORD.findall(text, *span)
    return Words(text, span, tuple([known(word) or _hash(word) for word in found]))


def _hash(word: str) -> int:
    """A positive 63-bit hash of a word as compared, the same in every run; never 0."""
    if len(_folded) >= _FOLDED_LIMIT:
        _folded.clear()
    plain = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    value = xxhash.xxh3_64_intdigest(plain.encode("utf-8", "surrogatepass")) & _MASK or 1
    _folded[word] = value
    return value


def packed(unit: Words) -> bytes:
    """A unit's words, fingerprints and sentences in a few hundred bytes, to be kept in memory."""
    found = unit.fingerprints
    parts = (
        array("q", unit.hashes),
        array("q", found.keys()),
        array("H", found.values()),
        array("H", unit.sentences),
    )
    counts = _COUNTS.pack(len(unit), len(found), len(unit.sentences))
    return counts + b"".join(part.tobytes() for part in parts)


def unpacked(text: str, data: bytes) -> Words:
    """The inverse of ``packed``, for the unit whose words are ``text``; a tenth of their cost."""
    count, found, sentences = _COUNTS.unpack_from(data)
    middle = _COUNTS.size + 8 * (count + found)
    whole = memoryview(data)
    large = whole[_COUNTS.size : middle].cast("q").tolist()
    small = whole[middle:].cast("H").tolist()
    made = Words(text, Span(0, len(text)), tuple(large[:count]))
    # What the cached properties would find out again.
    vars(made)["fingerprints"] = dict(zip(large[count:], small[:found], strict=True))
    vars(made)["sentences"] = tuple(small[-sentences:])
    return made


def key(hashes: tuple[int, ...]) -> int:
    """A signed 64-bit hash of words in a row: equal for texts that compare as equal."""
    data = np.array(hashes, dtype=np.int64).tobytes()
    value = xxhash.xxh3_64_intdigest(data)
    return value - (1 << 64) if value >> 63 else value


def units(text: str, paragraphs: Iterable[Span]) -> Iterator[Words]:
    """The units that are compared: paragraphs of at least ``LEAST`` words, long ones in pieces.

    A long paragraph is cut where its own words say so, not at a fixed length, so that most cuts
    fall in the same places in every copy of it.
    """
    for paragraph in paragraphs:
        whole = words(text, paragraph)
        for first, last in _pieces(whole):
            if last - first < LEAST:
                continue
            if (first, last) == (0, len(whole)):
                yield whole
            else:
                yield words(text, whole.stretch(first, last))


def _pieces(whole: Words) -> Iterator[tuple[int, int]]:
    first = 0
    while len(whole) - first > LONGEST:
        low, high = first + LONGEST // 2, first + LONGEST
        borders = whole.sentences[bisect_left(whole.sentences, low) :]
        choice = [at for at in borders[: LONGEST // 2 + 1] if at < high] or range(low, high)
        # The last of equal hashes, so that a text of one repeated word goes in few pieces.
        cut = min(choice, key=lambda at: (key(whole.hashes[at : at + GRAM]), -at))
        yield first, cut
        first = cut
    yield first, len(whole)


def fingerprints(text: str) -> list[Fingerprint]:
    """The fingerprints of a whole text in order, with the code points that each stands on."""
    whole = words(text)
    hashes, places = _winnow(whole)
    return [
        Fingerprint(value, whole.places[at][0], whole.places[min(at + GRAM, len(whole)) - 1][1])
        for value, at in zip(hashes.tolist(), places.tolist(), strict=True)
    ]


def _winnow(unit: Words) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """The least hash of every ``WINDOW`` grams in a row, and the words at which they begin."""
    if not len(unit):
        return np.empty(0, np.int64), np.empty(0, np.intp)
    values = np.array(unit.hashes, dtype=np.uint64)
    count = max(1, len(values) - GRAM + 1)
    grams = np.zeros(count, dtype=np.uint64)
    for at in range(min(GRAM, len(values))):
        grams = grams * _BASE + values[at : at + count]
    grams = (grams ^ (grams >> _SHIFT)) * _MIX
    if len(values) <= SHORT:
        return grams.view(np.int64), np.arange(count)
    windows = count - WINDOW + 1
    least = grams[:windows]
    for at in range(1, WINDOW):
        least = np.minimum(least, grams[at : at + windows])
    kept = np.zeros(count, dtype=np.bool_)
    for at in range(WINDOW):
        kept[at : at + windows] |= grams[at : at + windows] == least
    places = np.flatnonzero(kept)
    return grams[places].view(np.int64), places


def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of a text as spans, for callers that have no better layout of it."""
    return tuple(Span(*found.span()) for found in re.finditer(r"[^\n\r\u2028\u2029]+", text))


def _sentence_ends(text: str, span: Span) -> Iterator[int]:
    for found in _SENTENCE_END.finditer(text, span.start, span.end):
        if not _ABBREVIATION.search(text, max(span.start, found.start() - 8), found.start() + 1):
            yield found.end()


def _stripped(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start, span.start + len(inner.rstrip())))
