"""The tables follow the row types, and the page about them follows the tables."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_samples import KEYS, add, sample, shared

from sayso.ledger import Ledger, reference, schema
from sayso.ledger.rowmap import columns
from sayso.ledger.tables import IN_DOCUMENT, InDocument
from sayso.rows import Document, Entity, PassageMember, Problem

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ledger.md"


def table(ledger: Ledger, name: str) -> list[str]:
    with ledger.borrow() as connection:
        return [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({name})")]


@pytest.mark.parametrize("made", IN_DOCUMENT, ids=lambda made: made.name)
def test_a_table_has_the_fields_of_its_rows_in_order(ledger: Ledger, made: InDocument) -> None:
    own = [name for name in table(ledger, made.name) if name not in ('"position"', '"folded"')]
    assert own == list(dict.fromkeys(['"doc"', *columns(made.row)]))


def test_documents_have_the_fields_of_a_document_but_its_text(ledger: Ledger) -> None:
    more = {'"number"', '"characters"', '"words"', '"folded"'}
    own = [name for name in table(ledger, "documents") if name not in more]
    assert own == [name for name in columns(Document) if name != '"text"']


@pytest.mark.parametrize(
    ("name", "row", "more"),
    [
        ("entities", Entity, {'"folded"'}),
        ("passage_members", PassageMember, {'"passage"', '"position"'}),
        ("problems", Problem, {'"number"'}),
    ],
)
def test_other_tables_have_the_fields_of_their_rows(
    ledger: Ledger, name: str, row: type[object], more: set[str]
) -> None:
    assert [own for own in table(ledger, name) if own not in more] == list(columns(row))


def test_every_table_and_view_is_described(ledger: Ledger) -> None:
    with ledger.borrow() as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table','view')")
        names = {name for (name,) in found if not name.startswith(("search_", "sqlite_"))}
    assert names == set(schema.TABLES)


def test_the_reference_page_is_the_schema() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference.markdown(), (
        "run: python -m sayso.ledger.reference > docs/reference/ledger.md"
    )


def test_a_list_of_titled_documents_reads_no_text(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "open the road")
    ledger.write(replace(document, title="Road"), got, rows, KEYS)
    read: list[str | None] = []

    def watch(_: int, name: str | None, *_more: str | None) -> int:
        read.append(name)
        return sqlite3.SQLITE_OK

    with ledger.snapshot() as reader, reader.borrow() as connection:
        connection.set_authorizer(watch)
        assert len(reader.documents()) == 1
        connection.set_authorizer(None)
    assert "documents" in read
    assert "texts" not in read


def test_the_views_show_words(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"open road {n}") for n in range(2)]
    ledger.replace_passages([shared("p1", *docs)])
    with ledger.borrow() as connection:
        said = connection.execute(
            "SELECT speaker, source, cue, content FROM attributions_in_words ORDER BY content"
        ).fetchall()
        words = connection.execute("SELECT words FROM passages_in_words").fetchall()
    assert said == [("Mira Vell", "Mira Vell", "said", f"open road {n}") for n in range(2)]
    assert words == [("Mira ",), ("Mira ",)]
