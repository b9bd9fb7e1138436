"""Word pieces and windows: what the encoder reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.attributions.units import SIZES, Units, plain

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]

# A word in more pieces (an address, a hash) is read by its first ones.
LONGEST_WORD = 8
# [UNK], [CLS] and [SEP] of BERT's vocabulary.
UNKNOWN, BEGINNING, SEPARATOR = 100, 101, 102
KINDS = ("tag", "dep", "entity", *SIZES)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the parser gives, as numbers; what is not known is the first."""

    tags: Mapping[str, int]
    deps: Mapping[str, int]
    entities: Mapping[str, int]

    @classmethod
    def of(cls, tags: Sequence[str], deps: Sequence[str], entities: Sequence[str]) -> Vocabulary:
        """Number the names from 1 on."""
        return cls(
            *({name: at for at, name in enumerate(names, 1)} for names in (tags, deps, entities))
        )

    def sizes(self) -> tuple[int, ...]:
        """Classes of every feature of a unit, in the order of ``KINDS``."""
        return (len(self.tags) + 1, len(self.deps) + 1, len(self.entities) + 1, *SIZES.values())


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a document's units: those of unit ``n`` are ``ids[first[n]:first[n + 1]]``.

    ``features`` has shape (units, kinds): rows of the one table of features, 0 being none.
    """

    ids: Ints
    first: Ints
    features: Ints
    deps: Ints


def pieces(units: Units, tokenizer: Tokenizer, vocabulary: Vocabulary) -> Pieces:
    """Cut the units into word pieces; a unit that the tokenizer drops is one unknown piece."""
    encoding = tokenizer.encode(
        [plain(word) for word in units.words], is_pretokenized=True, add_special_tokens=False
    )
    own: list[list[int]] = [[] for _ in range(len(units))]
    for number, piece in zip(encoding.word_ids, encoding.ids, strict=True):
        if number is not None and len(own[number]) < LONGEST_WORD:
            own[number].append(piece)
    filled = [one or [UNKNOWN] for one in own]
    first = np.cumsum([0, *(len(one) for one in filled)], dtype=np.int32)
    ids = np.array([piece for one in filled for piece in one], dtype=np.int32)
    deps = np.array([vocabulary.deps.get(one, 0) for one in units.deps], dtype=np.int32)
    columns = [
        np.array([vocabulary.tags.get(one, 0) for one in units.tags], dtype=np.int32),
        deps,
        np.array([vocabulary.entities.get(one, 0) for one in units.entity], dtype=np.int32),
        *(getattr(units, name) for name in SIZES),
    ]
    bases = np.cumsum([1, *vocabulary.sizes()[:-1]], dtype=np.int32)
    features = np.stack(columns, 1) + bases if len(units) else np.zeros((0, len(KINDS)), np.int32)
    return Pieces(ids, first, features.astype(np.int32), deps)


def cuts(
    blocks: Ints, own: Pieces, longest: int, first_window: int | None = None
) -> Iterator[tuple[int, int]]:
    """Ranges of units one after the other whose pieces fit into a window of ``longest`` pieces.

    A separator stands between blocks and at the end, a mark at the beginning. The first range may
    be given another length.
    """
    size = len(own.first) - 1
    at, room = 0, first_window or longest
    while at < size:
        end, used = at, 2
        while end < size:
            more = int(own.first[end + 1] - own.first[end])
            more += int(end > at and blocks[end] != blocks[end - 1])
            if used + more > room and end > at:
                break
            used += more
            end += 1
        yield at, end
        at, room = end, longest


def overlapping(blocks: Ints, own: Pieces, longest: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Ranges of units as ``cuts`` gives them, each beginning ``overlap`` pieces before the last one
    ended, so that every unit stands in some window with text on both sides."""
    size = len(own.first) - 1
    at = done = 0
    while done < size:
        _, end = next(cuts(blocks[at:], _from(own, at), longest))
        if at + end <= done:
            at += 1  # a long unit does not fit behind so much of what stands before it
            continue
        done = at + end
        yield at, done
        back = int(np.searchsorted(own.first, own.first[done] - overlap))
        at = max(at + 1, min(back, done))


def _from(own: Pieces, at: int) -> Pieces:
    return Pieces(own.ids, own.first[at:], own.features, own.deps)


@dataclass(frozen=True, slots=True)
class Window:
    """Units ``begin`` to ``end`` as the encoder gets them; ``at`` is each unit's first piece."""

    begin: int
    end: int
    ids: Ints
    features: Ints
    at: Ints


def window(blocks: Ints, own: Pieces, begin: int, end: int) -> Window:
    """The window over a range of units, a separator between blocks and at its end."""
    lengths = np.diff(own.first[begin : end + 1])
    breaks = np.zeros(end - begin, dtype=np.int32)
    breaks[1:] = blocks[begin + 1 : end] != blocks[begin : end - 1]
    at = 1 + np.cumsum(breaks) + np.concatenate([[0], np.cumsum(lengths)[:-1]])
    size = int(at[-1] + lengths[-1]) + 1
    ids = np.full(size, SEPARATOR, dtype=np.int32)
    ids[0] = BEGINNING
    features = np.zeros((size, own.features.shape[1]), dtype=np.int32)
    inside = np.repeat(at - (own.first[begin:end] - own.first[begin]), lengths) + np.arange(
        int(lengths.sum())
    )
    ids[inside] = own.ids[own.first[begin] : own.first[end]]
    features[inside] = np.repeat(own.features[begin:end], lengths, axis=0)
    return Window(begin, end, ids, features, at.astype(np.int32))
