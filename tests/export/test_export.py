"""Export: every row as JSON Lines and CSV, the same from the same ledger, whole or not at all."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.stage import Annotations
from sayso.codec import decode, encode, key
from sayso.errors import SaysoError
from sayso.export import Format, export, json_lines
from sayso.export.cells import guarded, restored
from sayso.ledger import Ledger
from sayso.ledger.decisions import Ruling
from sayso.ledger.dump import ROWS, TableName
from sayso.link.entities import Grouping
from sayso.read.receipt import Receipt
from sayso.rows import (
    Attribution,
    Document,
    Entity,
    Mention,
    Naming,
    Passage,
    PassageMember,
    Phrase,
    Place,
    Problem,
    Quantity,
    Sentence,
    Span,
    Time,
    Voice,
    Wording,
)

TEXTS = {
    "b.txt": '=SUM(A1) said "the road\r\nis open", \u2028"maybe"\x85 \0 ünder 🥞',
    "a.txt": "Mira Vell said the road is open.",
    "c.txt": "",
}


def write(ledger: Ledger, name: str, text: str) -> str:
    """A document with a row in every table."""
    data = (name + text).encode()
    got = Receipt(name, data, "text", data)
    doc = got.doc
    rows = Annotations(
        sentences=(Sentence(doc, Span(0, 9)),),
        times=(Time(doc, Span(1, 3), "DATE", "2023", end="2023", from_="2024-01-01"),),
        quantities=(Quantity(doc, Span(2, 3), None, 0.1, "percent", Span(4, 5), "almost"),),
        mentions=(Mention(doc, Span(0, 4), f"{doc}-1", "name"),),
        entities=(Entity(f"{doc}-1", "Mira Vell", "person"),),
        places=(Place(doc, Span(1, 3), f"{doc}-1", 7, "XX", "XX.1", 1.5, -2.5, "town"),),
        attributions=(
            Attribution(f"{doc}-a", doc, None, Span(1, 2), (Span(3, 4), Span(5, 6)), "mixed"),
        ),
        voices=(Voice(doc, Span(0, 9), (f"{doc}-a",)),),
        phrases=(Phrase(doc, Span(0, 9), None, "happening", "war", Span(0, 4), (), ()),),
        namings=(
            Naming(doc, Span(0, 4), f"{doc}-1", "Mira", "own"),
            Naming(doc, Span(5, 9), f"{doc}-1", "Bell", "indirect", f"{doc}-a"),
        ),
    )
    ledger.write(Document(doc, name, got.sha256, text, title=f"+{name}"), got, rows, {})
    return doc


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "record.ledger") as opened:
        docs = [write(opened, name, text) for name, text in TEXTS.items()]
        members = tuple(PassageMember(doc, Span(0, 5), "w") for doc in docs[:2])
        opened.replace_passages([Passage("p", members, (Wording("w", docs[0], None),))])
        opened.decide([Ruling((opened.anchor(f"{docs[0]}-1"),), "right")], "Ada Fenn", Grouping)
        opened.replace_entities([Entity("E", "Mira Vell", "person")], [(f"{docs[0]}-1", "E")])
        opened.recount_names()
        opened.problem(Problem(None, "d.txt", "read", "empty"))
        yield opened


def lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("table", ROWS)
def test_json_lines_hold_every_row_as_it_is(
    ledger: Ledger, tmp_path: Path, table: TableName
) -> None:
    export(ledger, "jsonl", tmp_path / "out")
    found = lines(tmp_path / "out" / f"{table}.jsonl")
    assert [decode(ROWS[table], row) for row in found] == list(ledger.rows(table))
    assert found
    assert all(list(row) == [key(f.name) for f in fields(ROWS[table])] for row in found)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ROWS)
def test_csv_holds_every_row(ledger: Ledger, tmp_path: Path, table: TableName) -> None:
    export(ledger, "csv", tmp_path / "out")
    with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    expected: list[dict[str, Any]] = [encode(row) for row in ledger.rows(table)]  # type: ignore[misc]
    assert [list(row) for row in found] == [list(row) for row in expected]
    for row, one in zip(found, expected, strict=True):
        for name, value in one.items():
            if isinstance(value, str):
                assert restored(row[name]) == value
            elif value is None:
                assert row[name] == ""
            else:
                assert json.loads(row[name]) == value


def test_a_file_a_table_and_nothing_else(ledger: Ledger, tmp_path: Path) -> None:
    paths = export(ledger, "jsonl", tmp_path / "a" / "b")
    assert paths == [tmp_path / "a" / "b" / f"{table}.jsonl" for table in ROWS]
    assert sorted((tmp_path / "a" / "b").iterdir()) == sorted(paths)


def test_no_character_in_a_text_ends_a_line_of_json(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, "jsonl", tmp_path)
    whole = (tmp_path / "documents.jsonl").read_bytes().decode()
    assert len(whole.splitlines()) == len(TEXTS)


def test_entities_of_rows_are_those_across_documents(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, "jsonl", tmp_path)
    entities = [row["id"] for row in lines(tmp_path / "entities.jsonl")]
    mentioned = {row["entity"] for row in lines(tmp_path / "mentions.jsonl")}
    assert "E" in mentioned
    assert sorted(entities) == sorted(mentioned)


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_the_order_of_arrival_does_not_show(tmp_path: Path, format_: Format) -> None:
    written = []
    for number, names in enumerate((list(TEXTS), sorted(TEXTS))):
        with Ledger.create(tmp_path / f"{number}.ledger") as ledger:
            for name in names:
                write(ledger, name, TEXTS[name])
            paths = export(ledger, format_, tmp_path / f"{number}")
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]


def test_documents_come_by_id_and_their_rows_with_them(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, "jsonl", tmp_path)
    ids = [row["id"] for row in lines(tmp_path / "documents.jsonl")]
    assert ids == sorted(ids)
    assert [row["doc"] for row in lines(tmp_path / "attributions.jsonl")] == ids


def test_a_failed_export_leaves_the_files_before(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    before = {path: path.read_bytes() for path in export(ledger, "jsonl", out)}
    write(ledger, "late.txt", "late")
    put = json_lines.line

    def full(row: object) -> str:
        if isinstance(row, Problem):
            raise OSError(28, "No space left on device")
        return put(row)

    monkeypatch.setattr(json_lines, "line", full)
    with pytest.raises(SaysoError, match="No space left"):
        export(ledger, "jsonl", out)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_explained(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SaysoError, match="Check the folder"):
        export(ledger, "jsonl", tmp_path / "taken")


def test_memory_is_that_of_a_document_not_of_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    for number in range(100):
        write(ledger, f"{number}.txt", "word " * 10_000)
    tracemalloc.start()
    export(ledger, "jsonl", tmp_path / "out")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "out" / "documents.jsonl").stat().st_size > 5_000_000
    assert most < 1_000_000


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "'=1", "''@a"])
def test_a_formula_is_put_out_of_action(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "1-2", "“=”"])
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="'=+-@\t\r a") | st.text())
def test_what_is_guarded_can_be_restored(text: str) -> None:
    assert restored(guarded(text)) == text
