"""What the pages say of copies: origins, claimed sources, who was first, orders."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dam_ledger import client_of, document, span, write

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.rows import Document, Entity, Mention, Passage, PassageMember, Span, Wording

WORDS = "The dam at Sel held through the night, and the valley road was open again by noon."
LONG = " ".join(f"Line {number} of what only the Mail knows." for number in range(9))


def documents() -> list[Document]:
    wire = document("wire.txt", WORDS, outlet="Wire", published="2031-05-03", title="Dam holds")
    text = f"{WORDS} (Wire)"
    named = span(text, "(Wire)")
    post = document(
        "post.txt",
        text,
        outlet="Post & <Sons>",
        published="2031-05-04",
        claimed_source="Wire",
        claimed_source_span=Span(named.start + 1, named.end - 1),
    )
    mail = document("mail.txt", f"{WORDS} {LONG}", outlet="Mail", published="2031-05-05")
    again = document("again.txt", f"{LONG} {WORDS}", outlet="Mail")
    return [wire, post, mail, again]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path: Path = tmp_path_factory.mktemp("copies") / "copies.ledger"
    made = documents()
    members = tuple(PassageMember(one.id, span(one.text, WORDS), "w") for one in made)
    lines = tuple(PassageMember(one.id, span(one.text, LONG), "v") for one in made[2:])
    with Ledger.create(path) as ledger:
        for one in made:
            sel = Entity("e-sel", "Sel", "place")
            mention = Mention(one.id, span(one.text, "Sel"), "e-sel", "name")
            write(ledger, one, Annotations(entities=(sel,), mentions=(mention,)), [])
        ledger.replace_passages(
            [
                Passage("p-wide", members, (Wording("w", made[0].id, None),)),
                Passage("p-mail", lines, (Wording("v", made[2].id, None),)),
            ]
        )
    with client_of(path) as client:
        yield client


def words(page: httpx.Response) -> str:
    assert page.status_code == 200, page.text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def test_a_search_says_how_many_origins_it_found(pages: httpx.Client) -> None:
    page = words(pages.get("/search", params={"q": "valley"}))
    assert "4 documents, 1 independent origin," in page
    assert "3 documents count with others: why" in page
    assert "These 4 share" in page
    assert re.search(r"\(Wire\)” : \d\d % of it", page)
    data = pages.get("/search.json", params={"q": "valley"}).json()["origins"]
    assert (data["documents"], data["count"], len(data["groups"])) == (4, 1, 1)


def test_an_entity_is_found_in_so_many_origins(pages: httpx.Client) -> None:
    assert "Found in 4 documents, 1 independent origin:" in words(pages.get("/entities/e-sel"))


def test_a_search_that_finds_nothing_counts_no_origins(pages: httpx.Client) -> None:
    assert "independent" not in words(pages.get("/search", params={"q": "nothing"}))


def test_a_passage_says_who_names_whom_as_the_source(pages: httpx.Client) -> None:
    page = words(pages.get("/passages/p-wide"))
    assert "1 of 4 documents names Wire as its source. A claim, not a proof" in page
    assert "All of them count as one origin of it." in page
    assert "across 3 outlets 1 document repeats its own outlet" in page


def test_a_document_says_whom_it_names_as_its_source(pages: httpx.Client) -> None:
    post = documents()[1]
    page = pages.get(f"/documents/{post.id}")
    assert "names Wire as its source" in words(page)
    assert post.claimed_source_span is not None
    start, end = post.claimed_source_span
    assert f'href="/documents/{post.id}?at={start}-{end}#at"' in page.text
    assert "as its source" not in words(pages.get(f"/documents/{documents()[0].id}"))


def test_the_list_tells_repeats_from_copies_across_outlets(pages: httpx.Client) -> None:
    page = words(pages.get("/copies"))
    assert page.index("across 3 outlets") < page.index("within one outlet")
    assert [one["outlets"] for one in pages.get("/copies.json").json()["reach"]] == [3, 1]


@pytest.mark.parametrize(
    ("order", "first"),
    [("spread", "p-wide"), ("age", "p-wide"), ("edits", "p-mail"), ("x", "p-wide")],
)
def test_the_list_has_orders(pages: httpx.Client, order: str, first: str) -> None:
    found = pages.get("/copies.json", params={"order": order}).json()
    assert found["passages"][0]["id"] == first
    assert found["total"] == 2


def test_the_matrix_leads_to_the_passages_it_counts(pages: httpx.Client) -> None:
    page = pages.get("/outlets")
    assert "1 passage that one outlet had before the others here" in words(page)
    links = [html.unescape(link) for link in re.findall(r'href="(/copies\?[^"]*)"', page.text)]
    assert len(links) == 3
    for link in links:
        found = pages.get(link)
        assert "Show all" in words(found)
        data = pages.get(link.replace("/copies", "/copies.json")).json()
        assert data["total"] == len(data["passages"]) > 0


def test_the_matrix_as_data_names_the_passages(pages: httpx.Client) -> None:
    found = pages.get("/outlets.json").json()["outlets"]
    pairs = {(one["first"], one["later"], *one["passages"]) for one in found["flows"]}
    assert pairs == {("Wire", "Post & <Sons>", "p-wide"), ("Wire", "Mail", "p-wide")}
    assert [(one["outlet"], one["documents"]) for one in found["repeats"]] == [("Mail", 2)]


def test_a_pair_of_outlets_that_share_nothing_has_no_copies(pages: httpx.Client) -> None:
    page = pages.get("/copies", params={"first": "Mail", "later": "Wire"})
    assert "Show all" in words(page)
