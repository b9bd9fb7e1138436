"""Other words in the same place of a passage that several documents carry.

Where one document has "liberated" and another "occupied", in an otherwise equal sentence, both name
one thing. Every wording of a passage is laid beside its root, word by word; a slot is where some
wording has other words, between words that all have. Numbers, dates, hedges and cues are no names
(``sayso.link.edits`` tells them), and other forms of one word no other name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sayso.annotate.mentions.words import alike
from sayso.link.edits import edits
from sayso.rows import Span

LONGEST = 4
"""Words that a name in a slot may have."""
AROUND = 3
"""Words before and after a slot that must be the same."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Carrier(NamedTuple):
    """A stretch of a document that carries a passage, in a wording."""

    doc: str
    span: Span
    wording: str
    text: str
    """The words of the stretch."""


class Filled(NamedTuple):
    """What a carrier has in a slot."""

    carrier: Carrier
    span: Span
    words: str


Slot = tuple[Filled, ...]


def slots(carriers: Sequence[Carrier], root: str) -> Iterator[Slot]:
    """The slots of a passage in text order, each with what every carrier has there.

    ``root``: the wording that the others are laid beside. Carriers that lack the place are left
    out; a slot has at least two different fillings.
    """
    base = next((one for one in carriers if one.wording == root), None)
    if base is None:
        return
    words = _words(base.text)
    texts = {one.wording: one for one in reversed(carriers)}
    aligned = {one: _changed(words, _words(texts[one].text)) for one in sorted(texts)}
    places = sorted({place for changes in aligned.values() for place in changes})
    for place in places:
        found = tuple(_filled(carriers, aligned, words, place))
        if len({one.words.casefold() for one in found}) > 1:
            yield found


def other_names(slot: Slot) -> bool:
    """Whether what stands in a slot are different names, and no update, hedge or other form."""
    fillings = list(dict.fromkeys(one.words.casefold() for one in slot))
    first, *others = fillings
    return all(_other_name(first, other) for other in others)


def _other_name(one: str, other: str) -> bool:
    changes = edits(one, other)
    if not changes or any(change.what not in ("other", "name") for change in changes):
        return False
    contents = [[word for word in _WORD.findall(side) if len(word) > 3] for side in (one, other)]
    return all(contents) and not any(
        alike(word, another) for word in contents[0] for another in contents[1]
    )


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(found[0].casefold(), *found.span()) for found in _WORD.finditer(text)]


_Place = tuple[int, int]


def _changed(
    base: Sequence[tuple[str, int, int]], other: Sequence[tuple[str, int, int]]
) -> Mapping[_Place, _Place]:
    """Where words of ``base`` are replaced, and by which of ``other``, as places of words."""
    codes = Indel.opcodes([word for word, *_ in base], [word for word, *_ in other])
    merged: list[tuple[bool, int, int, int, int]] = []
    for code in codes:
        equal = code.tag == "equal"
        if merged and merged[-1][0] == equal:
            _, start, _, there, _ = merged.pop()
            merged.append((equal, start, code.src_end, there, code.dest_end))
        else:
            merged.append((equal, code.src_start, code.src_end, code.dest_start, code.dest_end))
    found: dict[_Place, _Place] = {}
    for before, change, after in zip(merged, merged[1:], merged[2:], strict=False):
        equal, start, end, there, last = change
        room = before[2] - before[1] >= AROUND and after[2] - after[1] >= AROUND
        if not equal and room and 0 < end - start <= LONGEST and 0 < last - there <= LONGEST:
            found[start, end] = (there, last)
    return found


def _filled(
    carriers: Iterable[Carrier],
    aligned: Mapping[str, Mapping[_Place, _Place]],
    base: Sequence[tuple[str, int, int]],
    place: _Place,
) -> Iterator[Filled]:
    same = [word for word, *_ in base[slice(*place)]]
    for carrier in carriers:
        words = _words(carrier.text)
        there = aligned[carrier.wording].get(place)
        if there is None:
            there = _at(words, base, place, same)
        if there is not None and there[1] <= len(words):
            start, end = words[there[0]][1], words[there[1] - 1][2]
            offset = carrier.span.start
            yield Filled(carrier, Span(offset + start, offset + end), carrier.text[start:end])


def _at(
    words: Sequence[tuple[str, int, int]],
    base: Sequence[tuple[str, int, int]],
    place: _Place,
    same: Sequence[str],
) -> _Place | None:
    """Where a carrier has the root's own words, between the same words as the root."""
    context = [word for word, *_ in base[place[0] - 1 : place[1] + 1]]
    found = [word for word, *_ in words]
    for start in range(1, len(found) - len(same)):
        if found[start - 1 : start + len(same) + 1] == context:
            return start, start + len(same)
    return None
