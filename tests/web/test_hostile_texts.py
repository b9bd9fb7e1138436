"""Whatever a text, a name or an address holds, it is shown and never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from dam_ledger import client_of, document, write

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.rows import Alias, Attribution, Document, Entity, Problem, Role, Span

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
TEXT = f"{SCRIPT} said {IMAGE} to '\"><b onclick=x>\x00\x1b[31m\u202e end."


class Tags(HTMLParser):
    """The tags and attributes a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def hostile() -> Document:
    return document(
        IMAGE, TEXT, title=SCRIPT, outlet=IMAGE, byline=SCRIPT, url="javascript:alert(1)"
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path: Path = tmp_path_factory.mktemp("hostile") / f"{SCRIPT[:8]}.ledger"
    made = hostile()
    entity = Entity(
        "e'\"<x>", SCRIPT, "person", (Alias(IMAGE, SCRIPT, 1),), (Role(IMAGE, made.id, Span(0, 9)),)
    )
    row = Attribution(
        "a-1", made.id, Span(0, 25), Span(26, 30), (Span(31, 60),), "direct", speaker=entity.id
    )
    with Ledger.create(path) as ledger:
        rows = Annotations(attributions=(row,), entities=(entity,))
        write(ledger, made, rows, [Problem(made.id, IMAGE, SCRIPT, IMAGE)])
    with client_of(path) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/documents/{hostile().id}",
        f"/documents/{hostile().id}?a=a-1&at=3-9",
        "/quotes",
        "/problems",
        "/entities/e'%22%3Cx%3E",
        "/entities/e'%22%3Cx%3E?show=mentions",
        "/entities/e'%22%3Cx%3E/merge",
        "/entities/e'%22%3Cx%3E/merge?q=%22%3E%3Cimg+src=x%3E",
        "/entities/e'%22%3Cx%3E/split",
        "/search?q=end",
        "/search?q=%3Cscript%3E%22",
        "/quotes?speaker=%22%3E%3Cscript%3E",
        "/documents?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/%3Cscript%3E",
    ],
)
def test_nothing_that_was_read_becomes_markup(pages: httpx.Client, path: str) -> None:
    page = pages.get(path)
    assert page.status_code in (200, 400, 404)
    tags = Tags()
    tags.feed(page.text)
    for tag, attributes in tags.found:
        assert tag not in ("img", "b")
        assert tag != "script" or (attributes["src"] or "").startswith("/static/")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not (attributes.get("href") or "").lower().startswith(("javascript", "data"))


def test_an_address_that_is_no_web_address_is_text(pages: httpx.Client) -> None:
    page = pages.get(f"/documents/{hostile().id}").text
    assert "<bdi>javascript:alert(1)</bdi>" in page


def test_control_characters_are_visible(pages: httpx.Client) -> None:
    page = pages.get(f"/documents/{hostile().id}").text
    for sign, name in (("␀", "U+0000"), ("␛", "U+001B"), ("�", "U+202E")):
        assert re.search(rf'class="control" title="{re.escape(name)}[^"]*">{sign}<', page)
    assert "\x00" not in page
    assert "\u202e" not in page


def test_a_page_with_a_lone_surrogate_is_shown_and_its_data_are_exact(tmp_path: Path) -> None:
    # SQLite keeps no lone surrogates, so this one is asked for instead of stored.
    path = tmp_path / "empty.ledger"
    Ledger.create(path).close()
    with client_of(path) as client:
        assert client.get("/search?q=%ED%A0%80").status_code in (200, 400)
