"""Origins: which documents are one independent text, and why."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.origins import Copy, Origins, Stretch, Text, origins, surely_before
from sayso.rows import Span

DAY = "2031-05-03"
NEXT = "2031-05-04"


def text(
    doc: str,
    parts: str,
    published: str | None = DAY,
    outlet: str | None = None,
) -> Text:
    """A document of ten code points a letter; what a capital letter stands for is shared."""
    stretches = tuple(
        Stretch(part, Span(10 * at, 10 * at + 10))
        for at, part in enumerate(parts)
        if part.isupper()
    )
    return Text(doc, 10 * len(parts), published, outlet, stretches)


def groups(*texts: Text) -> list[set[str]]:
    found = origins(texts, len(texts))
    assert found.count == len(texts) - sum(len(one.copies) for one in found.groups)
    return [set(one.documents) for one in found.groups]


def test_texts_that_are_mostly_the_same_are_one_origin() -> None:
    assert groups(text("a", "ABCx"), text("b", "ABy")) == [{"a", "b"}]


def test_texts_that_share_a_quotation_are_origins_of_their_own() -> None:
    assert groups(text("a", "Axxx"), text("b", "yyAy")) == []


def test_a_brief_that_stands_in_two_reports_does_not_join_them() -> None:
    found = groups(text("one", "ABxxxxxx"), text("two", "AByyyyyyy"), text("brief", "AB"))
    assert len(found) == 1
    assert "brief" in found[0]
    assert len(found[0]) == 2


def test_excerpts_that_share_nothing_meet_in_the_report_they_are_from() -> None:
    found = groups(text("wire", "ABCDEF"), text("head", "ABC"), text("tail", "DEFx"))
    assert found == [{"wire", "head", "tail"}]


def test_a_later_digest_does_not_join_what_it_gathers() -> None:
    found = groups(text("a", "AB"), text("c", "CD"), text("digest", "ABCD", NEXT))
    assert found == [{"a", "digest"}]


def test_an_undated_digest_does_not_join_what_it_gathers() -> None:
    assert len(groups(text("a", "AB"), text("c", "CD"), text("digest", "ABCD", None))[0]) == 2


def test_a_later_report_that_takes_a_text_in_is_an_origin() -> None:
    assert groups(text("a", "A", DAY, "Wire"), text("b", "Axxx", NEXT, "Paper")) == []


def test_a_fuller_version_of_the_same_outlet_is_the_same_origin() -> None:
    flash, full = text("a", "A", DAY, "Wire"), text("b", "ABCD", NEXT, "Wire")
    assert groups(flash, full) == [{"a", "b"}]


def test_a_copy_of_the_fuller_version_is_the_same_origin() -> None:
    flash, full = text("a", "A", DAY, "Wire"), text("b", "ABCD", NEXT, "Wire")
    assert groups(flash, full, text("c", "BCD", NEXT, "Paper")) == [{"a", "b", "c"}]


def test_two_unknown_outlets_are_not_the_same_outlet() -> None:
    assert groups(text("a", "A"), text("b", "Axxx", NEXT)) == []


def test_an_undated_text_may_be_the_one_that_others_are_from() -> None:
    assert groups(text("a", "AB"), text("b", "ABCDxx", None)) == [{"a", "b"}]


def test_a_copy_of_a_copy_is_compared_with_the_first_text() -> None:
    first, second = text("a", "ABCDxx"), text("b", "CDyzEF", NEXT)
    third = text("c", "EFw", "2031-05-05")
    assert groups(first, second, third) == [{"b", "c"}]


def test_a_copy_joins_the_text_that_holds_most_of_it() -> None:
    found = groups(text("a", "ABxxxx"), text("b", "ABCyyyyy"), text("c", "ABC", NEXT))
    assert found == [{"b", "c"}]


def test_a_copy_of_a_report_is_not_drawn_to_the_brief_that_it_holds() -> None:
    found = groups(text("brief", "A"), text("report", "ABCDx", NEXT), text("copy", "ABCD", None))
    assert found == [{"report", "copy"}]


def test_passages_that_overlap_are_counted_once() -> None:
    twice = (Stretch("A", Span(0, 40)), Stretch("B", Span(0, 40)))
    long = [Text(doc, 100, DAY, None, twice) for doc in "ab"]
    assert origins(long, 2).count == 2


def test_an_origin_says_what_its_documents_share() -> None:
    found = origins([text("a", "ABxx"), text("b", "AB", NEXT), text("c", "Bx", NEXT)], 7)
    (group,) = found.groups
    assert (found.documents, found.count) == (7, 5)
    assert (group.first, group.passage, group.carriers) == ("a", "B", 3)
    assert group.copies == (Copy("b", "a", 1.0, False), Copy("c", "a", 0.5, False))


TEXTS = st.lists(
    st.builds(
        text,
        doc=st.integers(0, 99).map(str),
        parts=st.text(alphabet="ABCDxy", min_size=1, max_size=8),
        published=st.sampled_from([None, "2031", "2031-05", DAY, NEXT]),
        outlet=st.sampled_from([None, "Wire", "Paper"]),
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
def test_every_copy_shares_half_with_a_text_that_is_or_holds_the_first(texts: list[Text]) -> None:
    by_id = {one.doc: one for one in texts}
    for group in origins(texts, len(texts)).groups:
        cores = {group.first, *(copy.doc for copy in group.copies if copy.holds)}
        for copy in group.copies:
            assert copy.of in cores
            held, other = by_id[copy.doc], by_id[copy.of]
            if copy.holds:
                held, other = other, held
            passages = {stretch.passage for stretch in other.stretches}
            shared = sum(10 for stretch in held.stretches if stretch.passage in passages)
            assert shared >= held.length / 2


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2031-05-03", "2031-05-04", True),
        ("2031", "2032-01", True),
        ("2031", "2031-05", False),
        ("2031-05", "2031", False),
        ("2031-05-03", "2031-05-03", False),
        (None, "2031", False),
        ("2031", None, False),
    ],
)
def test_dates_that_may_be_the_same_are_in_no_order(
    one: str | None, other: str | None, before: bool
) -> None:
    assert surely_before(one, other) is before


def test_what_every_document_of_a_site_carries_costs_little() -> None:
    def seconds(size: int) -> float:
        sites = [text(str(n), f"Sxxxx{chr(0x4E00 + n)}") for n in range(size)]
        started = time.perf_counter()
        assert origins(sites, size) == Origins(size, size)
        return time.perf_counter() - started

    seconds(1_000)
    assert min(seconds(8_000) for _ in range(3)) < 20 * min(seconds(1_000) for _ in range(3))
