"""Properties of passages that hold for any documents in any order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.bench.copies_corpus import Text, corpus
from sayso.link.passages import (
    MemoryIndex,
    Place,
    align,
    indexed,
    link_passages,
    paragraphs,
    words,
)
from sayso.link.passages.cluster import Extent, Link, clusters
from sayso.link.passages.words import packed, units, unpacked
from sayso.rows import Passage

TEXTS = corpus(60, 5).texts
ODD = st.text(
    alphabet=st.sampled_from("ab c1,.’'\"“\n\r\u2028\u0301\u200d😀🇦🇲\x00\ud800中ก؟שé%$-"),
    max_size=300,
)


def index_of(texts: list[Text]) -> MemoryIndex:
    index = MemoryIndex()
    for one in texts:
        index.add(one.id, one.text, paragraphs(one.text), one.published)
    return index


def at_once(texts: list[Text]) -> dict[str, Passage]:
    index = index_of(texts)
    return {
        passage.id: passage
        for group in link_passages(index, index.units())
        for passage in group.passages
    }


@given(st.permutations(range(30)))
@settings(max_examples=6, deadline=None)
def test_order_does_not_matter(order: list[int]) -> None:
    assert at_once([TEXTS[at] for at in order]) == at_once(list(TEXTS[:30]))


def reaches(passage: Passage, places: tuple[Place, ...]) -> bool:
    return any(
        member.doc == place.doc
        and member.span.start < place.span.end
        and place.span.start < member.span.end
        for member in passage.members
        for place in places
    )


def one_by_one(texts: list[Text]) -> dict[str, Passage]:
    index = MemoryIndex()
    stored: dict[str, Passage] = {}
    for text in texts:
        changed = index.add(text.id, text.text, paragraphs(text.text), text.published)
        for group in link_passages(index, changed):
            stored = {
                name: passage
                for name, passage in stored.items()
                if not reaches(passage, group.places)
            }
            stored.update({passage.id: passage for passage in group.passages})
    return stored


@given(st.permutations(range(60)))
@settings(max_examples=3, deadline=None)
def test_one_by_one_gives_what_all_at_once_does(order: list[int]) -> None:
    texts = [TEXTS[at] for at in order]
    assert one_by_one(texts) == at_once(texts)


def test_spans_are_inside_the_texts_and_hold_the_wording() -> None:
    texts = {one.id: one.text for one in TEXTS}
    for passage in at_once(list(TEXTS)).values():
        by_wording: dict[str, set[tuple[int, ...]]] = {}
        for member in passage.members:
            assert 0 <= member.span.start < member.span.end <= len(texts[member.doc])
            shown = words(texts[member.doc], member.span).hashes
            by_wording.setdefault(member.wording, set()).add(shown)
        assert all(len(shown) == 1 for shown in by_wording.values())
        assert set(by_wording) == {wording.id for wording in passage.wordings}


def test_parents_are_wordings_of_the_same_passage_and_form_no_circle() -> None:
    for passage in at_once(list(TEXTS)).values():
        parents = {wording.id: wording.parent for wording in passage.wordings}
        for start in parents:
            seen, at = set(), parents[start]
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = parents[at]


@given(ODD, ODD)
@settings(max_examples=150, deadline=None)
def test_odd_texts_are_linked_without_complaint(one: str, other: str) -> None:
    index = MemoryIndex()
    for doc, text in (("a", one), ("b", other), ("c", one + " " + other)):
        index.add(doc, text, paragraphs(text))
        for row in indexed(text, paragraphs(text)):
            assert 0 <= row.span.start < row.span.end <= len(text)
    for group in link_passages(index, index.units()):
        for passage in group.passages:
            assert len({member.doc for member in passage.members}) > 1


@given(ODD)
@settings(max_examples=150, deadline=None)
def test_a_unit_kept_as_bytes_is_the_unit(text: str) -> None:
    for unit in units(text, paragraphs(text)):
        shown = text[slice(*unit.span)]
        again = unpacked(shown, packed(unit))
        assert again.hashes == unit.hashes
        assert again.sentences == unit.sentences
        assert again.fingerprints == unit.fingerprints
        assert [shown[slice(*at)] for at in again.places] == [
            text[slice(*at)] for at in unit.places
        ]


WORDS = st.lists(st.sampled_from(["oss", "tel", "mir", "dun", "lor.", "bel", "sar"]), max_size=60)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_stretches_lie_inside_the_texts(one: list[str], other: list[str]) -> None:
    a, b = words(" ".join(one)), words(" ".join(other))
    for found in align(a, b):
        assert 0 <= found.a_first < found.a_last <= len(a)
        assert 0 <= found.b_first < found.b_last <= len(b)
        assert 0 < found.matched <= min(found.a_last - found.a_first, found.b_last - found.b_first)


EXTENTS = st.builds(
    lambda unit, first, size: Extent(unit, first, first + size),
    st.integers(0, 6),
    st.integers(0, 30),
    st.integers(8, 40),
)


@given(st.lists(st.builds(Link, EXTENTS, EXTENTS, st.integers(8, 40)), max_size=25), st.randoms())
@settings(max_examples=150, deadline=None)
def test_clustering_ends_and_ignores_the_order_of_links(links: list[Link], random: Random) -> None:
    shuffled = random.sample(links, len(links))
    assert clusters(links) == clusters(shuffled)
    held = {extent.unit for cluster in clusters(links) for extent in cluster}
    assert held == {extent.unit for link in links for extent in (link.a, link.b)}


def test_one_by_one_is_at_once_even_where_newcomers_take_the_place_of_hubs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sayso.link.passages.links.HUBS", 2)
    texts = list(reversed(corpus(100, 0).texts))
    assert one_by_one(texts) == at_once(texts)
