"""Word pieces and windows: nothing is lost, nothing is too long, everything stays aligned."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from paragraphs import units_of

from sayso.annotate.attributions import tagger
from sayso.annotate.attributions.windows import (
    BEGINNING,
    KINDS,
    LONGEST_WORD,
    SEPARATOR,
    UNKNOWN,
    Pieces,
    Vocabulary,
    cuts,
    overlapping,
    pieces,
    window,
)

NAMES = Vocabulary.of(["NNP", "VBD"], ["nsubj", "ROOT"], ["PERSON"])
LENGTHS = st.lists(st.tuples(st.integers(1, LONGEST_WORD), st.booleans()), min_size=1, max_size=120)
"""For each unit how many pieces it has, and whether a block begins with it."""


def made(units: list[tuple[int, bool]]) -> tuple[np.ndarray, Pieces]:
    """The blocks of the units and their pieces, each with its own number from 1000 on."""
    lengths = [length for length, _ in units]
    blocks = np.cumsum([begins for _, begins in units], dtype=np.int32)
    first = np.cumsum([0, *lengths], dtype=np.int32)
    features = np.arange(1, len(units) + 1, dtype=np.int32)[:, None]
    ids = 1000 + np.arange(first[-1], dtype=np.int32)
    return blocks, Pieces(ids, first, features, np.zeros(len(units), np.int32))


@settings(max_examples=60, deadline=None)
@given(LENGTHS, st.integers(LONGEST_WORD + 2, 60), st.integers(LONGEST_WORD + 2, 60))
def test_cuts_follow_one_another_and_fit(
    units: list[tuple[int, bool]], longest: int, first: int
) -> None:
    blocks, own = made(units)
    found = list(cuts(blocks, own, longest, first))
    assert [at for a, b in found for at in range(a, b)] == list(range(len(units)))
    sizes = [len(window(blocks, own, a, b).ids) for a, b in found]
    assert sizes[0] <= first
    assert all(size <= longest for size in sizes[1:])


@settings(max_examples=60, deadline=None)
@given(LENGTHS, st.integers(24, 60), st.integers(0, 20))
@example([*[(1, False)] * 9, (7, False), (8, False)], 24, 15)
def test_overlapping_windows_hold_every_unit_and_fit(
    units: list[tuple[int, bool]], longest: int, overlap: int
) -> None:
    blocks, own = made(units)
    found = list(overlapping(blocks, own, longest, overlap))
    assert {at for a, b in found for at in range(a, b)} == set(range(len(units)))
    assert all(len(window(blocks, own, a, b).ids) <= longest for a, b in found)
    assert found[-1][1] == len(units)
    for (a, b), (begin, end) in pairwise(found):
        assert a < begin <= b < end
        assert begin == a + 1 or own.first[b] - own.first[begin] <= overlap


def test_no_units_no_windows() -> None:
    blocks, own = made([])
    assert list(cuts(blocks, own, 20)) == list(overlapping(blocks, own, 20, 5)) == []


@settings(max_examples=40, deadline=None)
@given(LENGTHS, st.data())
def test_a_window_has_its_units_pieces_and_features_in_place(
    units: list[tuple[int, bool]], data: st.DataObject
) -> None:
    blocks, own = made(units)
    begin = data.draw(st.integers(0, len(units) - 1))
    end = data.draw(st.integers(begin + 1, len(units)))
    one = window(blocks, own, begin, end)
    assert (one.ids[0], one.ids[-1]) == (BEGINNING, SEPARATOR)
    for number, at in zip(range(begin, end), one.at, strict=True):
        size = own.first[number + 1] - own.first[number]
        expected = own.ids[own.first[number] : own.first[number + 1]]
        assert one.ids[at : at + size].tolist() == expected.tolist()
        assert (one.features[at : at + size] == number + 1).all()
    breaks = len(set(blocks[begin:end].tolist())) - 1
    assert (one.ids == SEPARATOR).sum() == breaks + 1
    assert (one.features == 0).sum() == breaks + 2


def test_pieces_of_known_words() -> None:
    own = units_of("Mara said so.")
    cut = pieces(own, tagger.model().tokenizer, NAMES)
    word = [str(tagger.model().tokenizer.id_to_token(one)) for one in cut.ids.tolist()]
    assert word[cut.first[1]] == "said"
    assert "".join(word[: cut.first[1]]).replace("##", "") == "mara"
    assert cut.first[-1] == len(cut.ids)


def test_a_word_that_the_tokenizer_drops_is_one_unknown_piece() -> None:
    own = units_of("Mara \u200b left.")
    assert own.words[1] == "\u200b"
    cut = pieces(own, tagger.model().tokenizer, NAMES)
    assert cut.ids[cut.first[1] : cut.first[2]].tolist() == [UNKNOWN]


def test_a_long_word_is_read_by_its_first_pieces() -> None:
    own = units_of("See example.org/" + "".join(f"a{at}z" for at in range(25)) + " now")
    cut = pieces(own, tagger.model().tokenizer, NAMES)
    assert np.diff(cut.first).max() == LONGEST_WORD


def test_features_of_different_kinds_share_no_row() -> None:
    own = units_of("Mara Teel said: “We wait.”")
    cut = pieces(own, tagger.model().tokenizer, NAMES)
    bases = np.cumsum([1, *NAMES.sizes()])
    assert cut.features.shape == (len(own), len(KINDS))
    for kind in range(len(KINDS)):
        assert (cut.features[:, kind] >= bases[kind]).all()
        assert (cut.features[:, kind] < bases[kind + 1]).all()


def test_names_that_the_vocabulary_lacks_are_the_first() -> None:
    own = units_of("Mara left.")
    cut = pieces(own, tagger.model().tokenizer, NAMES)
    tags = (cut.features[:, 0] - 1).tolist()
    assert tags == [NAMES.tags.get(tag, 0) for tag in own.tags]
    assert tags[-1] == 0


def test_no_units_have_no_pieces() -> None:
    cut = pieces(units_of(), tagger.model().tokenizer, NAMES)
    assert (len(cut.ids), cut.first.tolist(), cut.features.shape) == (0, [0], (0, len(KINDS)))
