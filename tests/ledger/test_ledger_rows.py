"""What is written is what is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import KEYS, add, documents, made, receipt, rows_of, sample, shared

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.read.receipt import Given, Receipt
from sayso.rows import Document, Entity, Passage, Problem, Quantity, Span

GOT = receipt("one.txt", "one")


@pytest.fixture(scope="module")
def shelf() -> Iterator[Ledger]:
    """One ledger for many examples: each replaces what the one before wrote."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.create(Path(folder) / "shelf.ledger") as opened,
    ):
        yield opened


few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@few
@given(document=documents(GOT.doc, GOT.sha256), rows=rows_of(GOT.doc))
def test_rows_of_a_document_come_back_as_they_were(
    shelf: Ledger, document: Document, rows: Annotations
) -> None:
    shelf.write(document, GOT, rows, KEYS)
    assert shelf.document(GOT.doc) == document
    assert shelf.annotations(GOT.doc, linked=False) == rows


IDS = st.text("0123456789abcdef", min_size=1)


@few
@given(entity=made(Entity, id=IDS, geonames=st.none() | st.integers(0, 2**40)))
def test_entities_across_documents_come_back_as_they_were(shelf: Ledger, entity: Entity) -> None:
    shelf.replace_entities([entity], [])
    assert shelf.entity(entity.id) == entity


@few
@given(passage=made(Passage))
def test_passages_come_back_as_they_were(shelf: Ledger, passage: Passage) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "open the road")
    shelf.write(document, got, rows, KEYS)
    own = tuple(member.__class__(document.id, *_rest(member)) for member in passage.members)
    kept = Passage(passage.id, own, passage.wordings)
    shelf.replace_passages([kept])
    assert shelf.passage(passage.id) == kept
    assert list(shelf.passages()) == [kept]


def _rest(member: object) -> tuple[Span, str]:
    return getattr(member, "span"), getattr(member, "wording")  # noqa: B009


@few
@given(problem=made(Problem))
def test_problems_come_back_as_they_were(shelf: Ledger, problem: Problem) -> None:
    shelf.problem(problem)
    assert problem in shelf.problems()
    shelf.clear_problems(problem.name)


@few
@given(data=st.binary(max_size=200), identity=st.binary(max_size=200), given_=made(Given))
def test_receipts_come_back_as_they_were(data: bytes, identity: bytes, given_: Given) -> None:
    got = Receipt("a.json", data, "record", identity, given_)
    document = Document(got.doc, got.name, got.sha256, "text")
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.create(Path(folder) / "one.ledger") as ledger,
    ):
        ledger.write(document, got, Annotations(), {})
        assert ledger.receipt(got.doc) == got
        assert ledger.received(got.doc) == data


def test_a_nul_in_the_text_is_kept(ledger: Ledger) -> None:
    doc = add(ledger, "nul\0.txt", "Mira Vell", "before\0after")
    assert ledger.document(doc).text == 'Mira Vell said "before\0after".'
    assert ledger.summary(doc).names == ("nul\0.txt",)


def test_an_infinite_bound_is_an_open_one(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "x")
    ledger.annotate(
        doc, Annotations(quantities=(Quantity(doc, Span(0, 1), 1.0, float("inf")),)), KEYS
    )
    assert ledger.annotations(doc).quantities == (Quantity(doc, Span(0, 1), 1.0, None),)


def test_the_same_document_written_twice_is_the_same_ledger(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    before = ledger.annotations(doc), ledger.summary(doc), ledger.counts()
    add(ledger, "a.txt", "Mira Vell", "open the road")
    assert (ledger.annotations(doc), ledger.summary(doc), ledger.counts()) == before


def test_entities_of_rows_are_those_across_documents(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    ledger.replace_entities([Entity("E", "Mira Vell", "person")], [(f"{doc}-Mira Vell", "E")])
    rows = ledger.annotations(doc)
    assert (rows.mentions[0].entity, rows.attributions[0].speaker) == ("E", "E")
    assert rows.entities == (Entity("E", "Mira Vell", "person"),)


def test_a_linked_entity_is_found_under_its_local_id(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    ledger.replace_entities([Entity("E", "Mira Vell", "person")], [(f"{doc}-Mira Vell", "E")])
    assert ledger.entity(f"{doc}-Mira Vell").id == "E"


def test_an_entity_that_is_not_linked_yet_is_that_of_its_document(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    assert ledger.annotations(doc).entities[0].id == f"{doc}-Mira Vell"


def test_documents_that_share_a_passage_are_one_origin(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(5)]
    ledger.replace_passages([shared("p1", *docs[:3])])
    found = ledger.origins(docs)
    assert (found.documents, found.count) == (5, 3)
    assert ledger.origins(docs[2:]).count == 3
    assert ledger.origins([]).count == 0


def test_documents_that_share_nothing_are_not_joined_through_a_third(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(5)]
    ledger.replace_passages([shared("p1", *docs[:2]), shared("p2", *docs[1:3])])
    assert ledger.origins([docs[0], docs[2]]).count == 2
    assert ledger.origins(docs[:3]).count == 2
    assert ledger.origins(docs).count == 4


def test_passages_of_a_document_come_in_text_order(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(3)]
    ledger.replace_passages([shared("p2", *docs), shared("p1", *docs[:2])])
    assert [passage.id for passage in ledger.passages(docs[0])] == ["p1", "p2"]
    assert [passage.id for passage in ledger.passages(docs[2])] == ["p2"]
