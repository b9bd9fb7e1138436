"""The list of copies in its orders, outlets, and what a ledger of before knows of claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledger_samples import add, shared

from sayso.ledger import Ledger, schema, search
from sayso.rows import Edit, Passage, PassageMember, Span, Wording


@pytest.fixture
def copied(ledger: Ledger) -> Ledger:
    """Four documents: "wide" in three of them, "old" from 2020, "edited" twice."""
    docs = [
        add(ledger, f"{n}.txt", "Mira Vell", f"words {n}", outlet, published)
        for n, (outlet, published) in enumerate(
            [("Wire", "2021-01-01"), ("Post", "2022-01-01"), ("Post", None), ("Mail", "2020")]
        )
    ]
    edit = Edit("replace", "a", "b", "other")
    edited = Passage(
        "edited",
        tuple(PassageMember(doc, Span(5, 9), w) for doc, w in zip(docs[:2], "ab", strict=True)),
        (Wording("a", docs[0], None), Wording("b", docs[1], "a", (edit, edit))),
    )
    ledger.replace_passages([shared("wide", *docs[:3]), shared("old", docs[1], docs[3]), edited])
    return ledger


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("spread", ["wide", "old", "edited"]),
        ("age", ["old", "edited", "wide"]),
        ("edits", ["edited", "old", "wide"]),
    ],
)
def test_copies_come_in_the_order_asked_for(
    copied: Ledger, order: str, expected: list[str]
) -> None:
    found = copied.copies(order)  # type: ignore[arg-type]
    assert [passage.id for passage in found] == expected
    assert found == [copied.passage(identifier) for identifier in expected]
    paged = copied.copies(order, limit=1, offset=1)  # type: ignore[arg-type]
    assert [passage.id for passage in paged] == expected[1:2]


def test_copies_among_some_are_only_these(copied: Ledger) -> None:
    assert [passage.id for passage in copied.copies(among={"old", "wide"})] == ["wide", "old"]
    assert copied.copies(among=()) == []


def test_outlets_come_with_what_each_carried_later(copied: Ledger) -> None:
    found = copied.outlet_copies()
    assert [(one.first, one.later, one.passages, one.documents) for one in found.flows] == [
        ("Wire", "Post", ("edited", "wide"), 1),
        ("Mail", "Post", ("old",), 1),
    ]
    assert [(one.outlet, one.documents) for one in found.repeats] == [("Post", 2)]


def test_a_search_counts_the_origins_of_all_it_finds(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(3)]
    ledger.replace_passages([shared("p", *docs[:2])])
    found = search(ledger, "words", limit=1)
    assert found.origins is not None
    assert (found.total, found.origins.documents, found.origins.count) == (3, 3, 2)


def test_a_search_that_finds_too_many_counts_no_origins(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        add(ledger, f"{number}.txt", "Mira Vell", f"words {number}")
    monkeypatch.setattr("sayso.ledger.origins.MOST", 2)
    assert search(ledger, "words").origins is None


def test_presence_counts_origins(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    found = ledger.presence(f"{doc}-Mira Vell")
    assert found.origins is not None
    assert found.origins.count == 1


def test_a_ledger_of_before_knows_no_claimed_source(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", schema.STEPS[:2])
        Ledger.create(path).close()
    with Ledger.create(path) as ledger:
        doc = add(ledger, "a.txt", "Mira Vell", "open the road")
        assert ledger.document(doc).claimed_source is None
