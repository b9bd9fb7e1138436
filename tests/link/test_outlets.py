"""Who had a passage first here, who had it later, who repeats; unknown stays unknown."""

from __future__ import annotations

import pytest

from sayso.link.outlets import Carried, Flow, Reach, Repeats, first_outlet, outlets, reach


def carried(*carriers: str, passage: str = "p") -> list[Carried]:
    """Carriers as "outlet date"; "?" is unknown. Each is a document of its own."""
    found = []
    for number, carrier in enumerate(carriers):
        outlet, date = (None if word == "?" else word for word in carrier.split())
        found.append(Carried(passage, f"{passage}{number}", outlet, date))
    return found


@pytest.mark.parametrize(
    ("carriers", "first"),
    [
        (["Wire 2031-05-03", "Post 2031-05-04"], "Wire"),
        (["Post 2031-05-04", "Wire 2031-05-03"], "Wire"),
        (["Wire 2031-05-03", "Post 2031-05-03"], None),
        (["Wire 2031", "Post 2031-05-03"], None),
        (["Wire 2031-05-03", "Wire 2031-05-03", "Post 2031-06"], "Wire"),
        (["Wire 2031-05-03", "Post ?"], "Wire"),
        (["? 2031-05-03", "Post 2031-05-04"], None),
        (["Wire 2031-05-03", "? 2031-05-03"], None),
        (["Wire ?", "Post ?"], None),
        (["Wire 2031-05-03", "Mail 2031-05-03", "Post 2032"], None),
    ],
)
def test_first_is_only_who_is_surely_before_all_others(
    carriers: list[str], first: str | None
) -> None:
    assert first_outlet(carried(*carriers)) == first


def test_a_flow_counts_passages_and_the_later_documents() -> None:
    found = outlets(
        [
            *carried("Wire 2030", "Post 2031", "Post 2032", passage="p"),
            *carried("Wire 2030", "Post 2031", "Mail ?", passage="q"),
        ]
    )
    assert found.flows == (Flow("Wire", "Post", ("p", "q"), 3),)
    assert (found.ordered, found.unordered) == (2, 0)


def test_an_undated_carrier_is_neither_first_nor_later() -> None:
    found = outlets(carried("Wire 2030", "Post ?"))
    assert found.flows == ()
    assert (found.ordered, found.unordered) == (0, 1)


def test_same_outlet_repeats_are_apart() -> None:
    found = outlets(carried("Wire 2030", "Wire 2031", "Wire ?"))
    assert found.flows == ()
    assert found.repeats == (Repeats("Wire", ("p",), 3),)
    assert found.unordered == 0


@pytest.mark.parametrize(
    ("carriers", "expected", "kind"),
    [
        (["Wire 2030", "Post 2031", "Post 2032"], Reach(3, 2, 0, 1), "across"),
        (["Wire 2030", "Wire ?"], Reach(2, 1, 0, 1), "within"),
        (["Wire 2030", "? 2031"], Reach(2, 1, 1, 0), "unknown"),
        (["? 2030", "? 2031"], Reach(2, 0, 2, 0), "unknown"),
    ],
)
def test_a_passage_reaches_across_outlets_or_stays_within_one(
    carriers: list[str], expected: Reach, kind: str
) -> None:
    found = reach(carried(*carriers))
    assert (found, found.kind) == (expected, kind)


def test_a_document_that_carries_a_passage_twice_is_one() -> None:
    (one,) = carried("Wire 2030")
    assert reach([one, one]) == Reach(1, 1, 0, 0)
