"""Names in a ledger: counted over documents, read back by referent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_samples import KEYS, sample

from sayso.ledger import Ledger
from sayso.rows import Entity, Naming, Span

TOWN = "Town"


def call(ledger: Ledger, name: str, outlet: str | None, url: str | None = None) -> str:
    """A document in which somebody speaks under ``name``, its outlet's own word."""
    document, got, rows = sample(f"{name}{outlet}{url}.txt", name, f"for {outlet}{url}", outlet)
    entity = rows.entities[0].id
    naming = Naming(document.id, Span(0, len(name)), entity, name, "own")
    ledger.write(replace(document, url=url), got, replace(rows, namings=(naming,)), KEYS)
    return document.id


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "names.ledger") as opened:
        docs = [
            call(opened, "Hentzau", "Post"),
            call(opened, "HENTZAU", "Echo"),
            call(opened, "Zenda", "Echo"),
            call(opened, "Zenda", None, "https://www.carrier.example/1"),
        ]
        local = [next(iter(opened.annotations(doc).entities)).id for doc in docs]
        opened.replace_entities([Entity(TOWN, "Hentzau", "place")], [(one, TOWN) for one in local])
        call(opened, "Strelsau", "Post")
        opened.recount_names()
        yield opened


def test_what_has_one_name_is_left_out(ledger: Ledger) -> None:
    assert [one.id for one in ledger.referents()] == [TOWN]


def test_names_come_by_outlet_or_the_host_that_stands_in(ledger: Ledger) -> None:
    assert [(row.name, row.outlet, row.site) for row in ledger.names(TOWN)] == [
        ("Hentzau", "Echo", None),
        ("Hentzau", "Post", None),
        ("Zenda", "Echo", None),
        ("Zenda", None, "carrier.example"),
    ]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"text": "zenda"}, 1),
        ({"text": TOWN}, 1),
        ({"text": "strelsau"}, 0),
        ({"outlet": "ECHO"}, 1),
        ({"outlet": "carrier.example"}, 1),
        ({"outlet": "Gazette"}, 0),
        ({"kind": "place"}, 1),
        ({"kind": "person"}, 0),
    ],
)
def test_referents_are_filtered(ledger: Ledger, wanted: dict[str, str], count: int) -> None:
    assert ledger.count_referents(**wanted) == len(ledger.referents(**wanted)) == count  # type: ignore[arg-type]


def test_every_use_has_an_example_in_its_words(ledger: Ledger) -> None:
    found = {(one.naming.name, one.outlet, one.site) for one in ledger.name_examples(TOWN)}
    assert found == {
        ("Hentzau", "Post", None),
        ("HENTZAU", "Echo", None),
        ("Zenda", "Echo", None),
        ("Zenda", None, "carrier.example"),
    }
    assert all(one.context[1] == one.naming.name for one in ledger.name_examples(TOWN))


def test_counting_again_gives_the_same(ledger: Ledger) -> None:
    before = list(ledger.rows("names"))
    ledger.recount_names()
    assert list(ledger.rows("names")) == before
