"""Ruling in the terminal, and taking what was ruled to another ledger."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso.annotate.stage import Annotations
from sayso.cli import app
from sayso.errors import DecisionError
from sayso.ledger import Ledger
from sayso.link.entities import Grouping
from sayso.read.receipt import Receipt
from sayso.rows import Alias, Document, Entity, Mention, Span


def write(ledger: Ledger, name: str, who: str) -> str:
    text = f"{who} opened the road."
    data = text.encode() + name.encode()
    got = Receipt(name, data, "text", data)
    document = Document(got.doc, name, got.sha256, text, outlet="Tarsk Courier")
    one = Entity(f"{got.doc}-{who}", who, "person", (Alias(who, "Tarsk Courier", 1),))
    mention = Mention(got.doc, Span(0, len(who)), one.id, "name")
    ledger.write(document, got, Annotations(mentions=(mention,), entities=(one,)), {})
    return got.doc


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with Mara Teel in two documents, Teel in one, and Teel in another."""
    made = tmp_path / "record.ledger"
    with Ledger.create(made) as ledger:
        for name, who in (("a", "Mara Teel"), ("b", "Mara Teel"), ("c", "Teel"), ("d", "Teel")):
            write(ledger, f"{name}.txt", who)
        ledger.relink_entities(Grouping)
    return made


def review(path: Path, *arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(app, ["review", str(path), *arguments], **more)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def entity(path: Path, name: str) -> str:
    """The entity that the document with this name mentions."""
    with Ledger.open(path) as ledger:
        (doc,) = ledger.find(name)
        return ledger.annotations(doc).entities[0].id


def test_what_is_ruled_is_printed_and_then_listed(path: Path) -> None:
    made = review(path, "same", "Mara Teel", entity(path, "c.txt"), "--by", "Ada Fenn", "--json")
    assert made.exit_code == 0
    (row,) = rows(made)
    assert (row["verdict"], row["by"], row["state"]) == ("same", "Ada Fenn", "in force")
    assert [anchor["words"] for anchor in row["on"]] == ["Mara Teel", "Teel"]
    assert rows(review(path, "list", "--json")) == [row]
    assert entity(path, "a.txt") == entity(path, "c.txt")


def test_the_list_says_who_ruled_what_when_and_on_which_words(path: Path) -> None:
    review(path, "name", "Mara Teel", "M. Teel", "--by", "Ada Fenn")
    lines = review(path).stdout.splitlines()
    assert lines[0].endswith("name “M. Teel”: Mara Teel [in force]")
    assert lines[1].startswith("    ruled by Ada Fenn, 20")
    assert lines[2].startswith("    – “Mara Teel”, Tarsk Courier, date unknown, ")
    assert lines[2].endswith(" 0–9]")


def test_an_ambiguous_name_is_answered_with_whom_it_may_mean(path: Path) -> None:
    result = review(path, "same", "Mara Teel", "Teel")
    assert (result.exit_code, result.stdout) == (2, "")
    assert entity(path, "c.txt") in result.stderr
    assert entity(path, "d.txt") in result.stderr
    assert "Tarsk Courier, date unknown, d.txt: Teel opened the road." in result.stderr


def test_an_unknown_name_is_wrong_use(path: Path) -> None:
    result = review(path, "name", "Oto Holm", "Holm")
    assert result.exit_code == 2
    assert "no entity with the id or name Oto Holm" in result.stderr


def test_documents_of_somebody_else_are_parted(path: Path) -> None:
    assert review(path, "different", "Mara Teel", "--in", "b.txt").exit_code == 0
    assert entity(path, "a.txt") != entity(path, "b.txt")


def test_what_is_withdrawn_says_by_whom(path: Path) -> None:
    (made,) = rows(review(path, "name", "Mara Teel", "M. Teel", "--json"))
    result = review(path, "withdraw", made["id"], "--by", "Ben Oake")
    assert "[withdrawn]" in result.stdout
    assert "withdrawn by Ben Oake" in result.stdout


def test_a_dump_loads_into_another_ledger_once(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ledger"
    shutil.copy(path, other)
    review(path, "same", "Mara Teel", entity(path, "c.txt"), "--by", "Ada Fenn")
    dump = tmp_path / "decisions.jsonl"
    dump.write_text(review(path, "dump").stdout, encoding="utf-8")
    first, again = review(other, "load", str(dump)), review(other, "load", str(dump))
    assert "1 decisions read, 1 new entries" in first.stderr
    assert "1 decisions read, 0 new entries" in again.stderr
    assert review(other, "dump").stdout == review(path, "dump").stdout
    assert entity(other, "a.txt") == entity(other, "c.txt")


def test_decisions_are_loaded_from_standard_input(path: Path) -> None:
    assert review(path, "load", "-", input="\n").exit_code == 0


@pytest.mark.parametrize("text", ["not json", "{}", "[]", '{"id": 1, "on": [], "verdict": "same"}'])
def test_a_line_that_is_no_decision_loads_nothing(path: Path, tmp_path: Path, text: str) -> None:
    dump = tmp_path / "decisions.jsonl"
    review(path, "name", "Mara Teel", "M. Teel")
    dump.write_text(review(path, "dump").stdout + text + "\n", encoding="utf-8")
    result = review(path, "load", str(dump))
    assert isinstance(result.exception, DecisionError)
    assert "decisions.jsonl:2: " in str(result.exception)


@pytest.mark.parametrize(
    "words",
    [["same"], ["same", "Teel"], ["shout"], ["list", "more"], ["name", "Mara Teel", "a", "b"]],
)
def test_wrong_use_is_said(path: Path, words: list[str]) -> None:
    assert review(path, *words).exit_code == 2


def test_ruling_makes_no_ledger(tmp_path: Path) -> None:
    review(tmp_path / "none.ledger", "withdraw", "d1")
    assert not (tmp_path / "none.ledger").exists()


def test_nothing_ruled_is_said(path: Path) -> None:
    result = review(path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing is ruled" in result.stderr
