"""Origins: which documents count once, and by which passage."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from sayso.link.origins import Copy, Origins, Stretch, Text, origins
from sayso.rows import Span

DAY = "2031-05-03"
NEXT = "2031-05-04"


def text(doc: str, parts: str, published: str | None = DAY) -> Text:
    """A document of ten code points a letter; what a capital letter stands for is shared."""
    stretches = tuple(
        Stretch(part, Span(10 * at, 10 * at + 10))
        for at, part in enumerate(parts)
        if part.isupper()
    )
    return Text(doc, 10 * len(parts), published, stretches)


def groups(*texts: Text) -> list[tuple[str, ...]]:
    return [one.documents for one in origins(texts, len(texts)).groups]


def test_documents_that_share_a_passage_count_once() -> None:
    assert groups(text("a", "Axxx"), text("b", "yyA"), text("c", "z")) == [("a", "b")]


def test_documents_that_share_nothing_are_not_joined_through_a_third() -> None:
    found = origins([text("a", "Ax"), text("b", "AB", NEXT), text("c", "Bx")], 3)
    assert found.count == 2


def test_what_most_documents_carry_makes_the_first_origin() -> None:
    texts = [text("a", "AB"), text("b", "AB"), text("c", "B"), text("d", "Cx"), text("e", "C")]
    assert groups(*texts) == [("a", "b", "c"), ("d", "e")]


def test_the_earliest_is_first_then_the_longest_and_the_undated_are_last() -> None:
    texts = [text("a", "A", None), text("b", "A", NEXT), text("c", "A"), text("d", "Axx")]
    assert groups(*texts) == [("d", "c", "b", "a")]


def test_an_origin_says_what_its_documents_share_and_how_much_of_each_it_is() -> None:
    found = origins([text("a", "Axxx"), text("b", "A", NEXT)], 7)
    (group,) = found.groups
    assert (found.documents, found.count) == (7, 6)
    assert (group.passage, group.first, group.copies) == ("A", Copy("a", 0.25), (Copy("b", 1.0),))
    assert found.firsts() == {"b": "a"}


TEXTS = st.lists(
    st.builds(
        text,
        doc=st.integers(0, 99).map(str),
        parts=st.text(alphabet="ABCDxy", min_size=1, max_size=8),
        published=st.sampled_from([None, "2031", "2031-05", DAY, NEXT]),
    ),
    max_size=9,
    unique_by=lambda one: one.doc,
)


@given(TEXTS, st.randoms())
def test_the_order_does_not_matter(texts: list[Text], random: object) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert origins(shuffled, len(texts)) == origins(texts, len(texts))


@given(TEXTS)
def test_every_document_is_in_one_origin_at_most(texts: list[Text]) -> None:
    found = origins(texts, len(texts))
    listed = [doc for group in found.groups for doc in group.documents]
    assert len(listed) == len(set(listed))
    assert found.count == len(texts) - len(listed) + len(found.groups)


@given(TEXTS)
def test_all_documents_of_an_origin_carry_its_passage(texts: list[Text]) -> None:
    carried = {one.doc: {stretch.passage for stretch in one.stretches} for one in texts}
    for group in origins(texts, len(texts)).groups:
        assert all(group.passage in carried[doc] for doc in group.documents)


@given(TEXTS)
def test_origins_that_are_left_over_share_nothing(texts: list[Text]) -> None:
    found = origins(texts, len(texts))
    alone = {one.doc for one in texts} - {doc for g in found.groups for doc in g.documents}
    left = [{s.passage for s in one.stretches} for one in texts if one.doc in alone]
    assert all(not a & b for n, a in enumerate(left) for b in left[:n])


def test_what_every_document_of_a_site_carries_costs_little() -> None:
    def seconds(size: int) -> float:
        sites = [text(str(n), f"Sxxxx{chr(0x4E00 + n)}") for n in range(size)]
        started = time.process_time()
        assert origins(sites, size).count == 1
        return time.process_time() - started

    assert origins([], 0) == Origins(0, 0)
    seconds(1_000)
    assert min(seconds(8_000) for _ in range(3)) < 20 * min(seconds(1_000) for _ in range(3))
