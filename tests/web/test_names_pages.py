"""The pages of names: the matrix, its filters, and the words behind every figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dam_ledger import client_of

from sayso.ledger import Ledger
from sayso.link.referent import Referent
from sayso.rows import Name, NameSpeaker
from sayso.web.names import matrix

TOWN = Referent("e1", "Hentzau", "place", 2, 9, 4, 4, 1.0)


def name(outlet: str | None, words: str, own: int = 1, **more: object) -> Name:
    return Name("e1", outlet, words, own, ("d1",), own=own, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def names(example_ledger: Path) -> Iterator[httpx.Client]:
    with client_of(example_ledger) as client:
        yield client


@pytest.fixture(scope="module")
def town(example_ledger: Path) -> str:
    with Ledger.open(example_ledger) as ledger:
        (found,) = ledger.referents("Selimat", kind="place")
    return found.id


def test_the_list_shows_who_uses_which(names: httpx.Client) -> None:
    page = names.get("/names").text
    assert "Halvorn / Selimat" in page
    assert page.index("Karpress") < page.index("As these speakers are reported")


def test_the_list_is_data_too(names: httpx.Client, town: str) -> None:
    found = names.get("/names.json").json()
    assert town in {one["id"] for one in found["referents"]}
    assert {"Halvorn", "Selimat"} <= {one["name"] for one in found["names"]}


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("q=selimat", True),
        ("q=nowhere", False),
        ("outlet=vta", True),
        ("kind=document&q=selimat", False),
    ],
)
def test_the_list_can_be_filtered(names: httpx.Client, town: str, query: str, there: bool) -> None:
    found = names.get(f"/names.json?{query}").json()
    assert (town in {one["id"] for one in found["referents"]}) is there


def test_a_list_without_anything_says_so(names: httpx.Client) -> None:
    assert "Nothing that fits has more than one name" in names.get("/names?q=nowhere").text


def test_every_example_links_to_its_words(names: httpx.Client, town: str) -> None:
    page = names.get(f"/names/{town}").text
    found = names.get(f"/names/{town}.json").json()["examples"]
    spans = [(one["naming"]["doc"], *one["naming"]["span"]) for one in found]
    linked = [f"/documents/{doc}?at={start}-{end}#at" in page for doc, start, end in spans]
    assert sum(linked) >= 12


def test_who_has_one_name_has_no_page(names: httpx.Client) -> None:
    assert names.get("/names/nobody").status_code == 404


def test_the_matrix_has_a_row_for_each_outlet_and_the_unknown_last() -> None:
    rows = [name(None, "Hentzau", 7), name("Post", "Hentzau"), name("Echo", "Zenda", 2)]
    made = matrix(TOWN, rows, {}, 9, 9, 9)
    assert [one.label for one in made.outlets] == ["Echo", "Post", None]
    assert [cell and cell.own for cell in made.outlets[0].cells] == [None, 2]


def test_a_web_address_that_stands_in_is_told_from_an_outlet() -> None:
    rows = [name(None, "Hentzau", site="carrier.example"), name("Post", "Zenda")]
    made = matrix(TOWN, rows, {}, 9, 9, 9)
    assert {one.label: one.stands_in for one in made.outlets} == {
        "carrier.example": True,
        "Post": False,
    }


def test_a_speaker_is_counted_over_all_outlets() -> None:
    said = (NameSpeaker("s1", 1, 2),)
    rows = [name("Post", "Hentzau", speakers=said), name("Echo", "Hentzau", speakers=said)]
    made = matrix(TOWN, rows, {"s1": "Mara Teel"}, 9, 9, 9)
    (cell,) = made.speakers[0].cells
    assert (made.speakers[0].label, cell and (cell.indirect, cell.verbatim)) == (
        "Mara Teel",
        (2, 4),
    )


def test_what_the_matrix_leaves_out_is_counted() -> None:
    rows = [name(f"Post {n}", f"Name {n}") for n in range(5)]
    made = matrix(TOWN, rows, {}, 3, 2, 0)
    assert (made.more_names, made.more_outlets, len(made.outlets)) == (2, 1, 2)
