"""HTML pages: headline and body without the furniture, metadata as declared, nothing fetched."""

from __future__ import annotations

import json
import socket

import pytest

from sayso.errors import ReadError
from sayso.read import Receipt, layout, read
from sayso.rows import Document

BODY = (
    "<p>The harbour council of Vell voted on Monday to close the northern pier for a year, its "
    "chair, Oda Marsh, said after the session that lasted until midnight.</p>"
    "<p>Fishermen who had gathered outside the hall called the vote “a theft in daylight” and "
    "announced that they would not leave the pier, whatever the council decided.</p>"
    "<p>The council had promised in spring to hear the fishermen before any decision, according "
    "to the minutes that were read out in the hall on Monday.</p>"
)
NAVIGATION = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"


def page(head: str = "", body: str = BODY) -> bytes:
    html = f"<!doctype html><html><head>{head}</head><body>{NAVIGATION}<article>{body}</article>"
    return f"{html}<footer>Cookies and imprint</footer></body></html>".encode()


def document(data: bytes) -> Document:
    return read(Receipt("page.html", data, "html", data))[0]


def test_the_text_is_headline_and_paragraphs_without_navigation() -> None:
    text = document(page("<title>Vell closes its pier</title>")).text
    title, *paragraphs = text.split("\n\n")
    assert title == "Vell closes its pier"
    assert [paragraph[:11] for paragraph in paragraphs] == [
        "The harbour",
        "Fishermen w",
        "The council",
    ]


def test_the_headline_stands_once() -> None:
    body = f"<h1>Vell closes its pier</h1>{BODY}"
    found = document(page("<title>Vell closes its pier | The Vell Post</title>", body))
    assert found.title == "Vell closes its pier"
    assert found.text.count("Vell closes its pier") == 1
    assert found.title_span == (0, 20)


def test_meta_tags_give_outlet_author_date_and_address() -> None:
    head = (
        '<meta property="og:site_name" content="The Vell Post">'
        '<meta name="author" content="Ana Lund">'
        '<meta property="article:published_time" content="2031-05-02T23:30:00+02:00">'
        '<link rel="canonical" href="https://vell.example/pier">'
    )
    found = document(page(head))
    assert (found.outlet, found.byline) == ("The Vell Post", "Ana Lund")
    assert (found.published, found.published_from) == ("2031-05-02", "metadata")
    assert found.url == "https://vell.example/pier"


def test_json_ld_gives_the_same() -> None:
    data = {
        "@graph": [
            {"@type": "Organization", "name": "Elsewhere"},
            {
                "@type": "NewsArticle",
                "headline": "Pier closed",
                "datePublished": "2031-05-02",
                "author": [{"name": "Ana Lund"}, {"name": "Per Holm"}],
                "publisher": {"name": "The Vell Post"},
            },
        ]
    }
    found = document(page(f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert (found.title, found.byline) == ("Pier closed", "Ana Lund, Per Holm")
    assert (found.outlet, found.published) == ("The Vell Post", "2031-05-02")


@pytest.mark.parametrize("script", ["{broken", "[" * 9_999, "[[[]]]", '{"@type": [5, null]}', "1"])
def test_odd_json_ld_is_passed_over(script: str) -> None:
    assert document(page(f'<script type="application/ld+json">{script}</script>')).outlet is None


def test_the_host_stands_in_for_a_missing_outlet() -> None:
    assert (
        document(page('<link rel="canonical" href="https://www.vell.example/a">')).outlet
        == "vell.example"
    )


def test_a_date_only_in_the_address_is_not_guessed() -> None:
    found = document(page('<link rel="canonical" href="https://vell.example/2031/05/02/pier">'))
    assert found.published is None


def test_the_only_time_element_is_the_date() -> None:
    assert (
        document(page(body=f"<time datetime='2031-05-02'>2 May</time>{BODY}")).published
        == "2031-05-02"
    )


def test_a_script_in_the_title_is_plain_characters() -> None:
    found = document(page("<title>Pier <script>alert(1)</script> closed</title>"))
    assert found.title == "Pier <script>alert(1)</script> closed"
    assert found.text.startswith("Pier <script>alert(1)</script> closed\n\n")


def test_scripts_in_the_body_are_no_words() -> None:
    found = document(page(body=f"<script>var secret = 1;</script><style>p {{}}</style>{BODY}"))
    assert "secret" not in found.text


def test_a_page_that_is_no_article_keeps_its_visible_words() -> None:
    found = document(b"<html><body><div>Closed.</div><script>x()</script><div>Until May.</div>")
    assert found.text == "Closed.\n\nUntil May."


@pytest.mark.parametrize("data", [b"<html></html>", b"<p></p>", b"<!-- -->", b"<script>1</script>"])
def test_a_page_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="no text"):
        document(data)


def test_markup_nested_too_deep_loses_no_words() -> None:
    assert "The words." in document(b"<div>" * 50_000 + b"The words.").text


def test_an_entity_bomb_does_not_go_off() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    data = (
        f'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY e0 "bang">{entities}]><p>&e9; The words.</p>'
    )
    assert "bangbang" not in document(data.encode()).text


def test_external_entities_and_images_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    head = '<!DOCTYPE p SYSTEM "http://vell.example/x.dtd"><link rel="stylesheet" href="http://vell.example/c">'
    assert (
        "northern pier" in document(page(head, f"<img src='http://vell.example/i.png'>{BODY}")).text
    )


def test_a_declared_encoding_is_used() -> None:
    data = '<meta charset="windows-1251"><p>Мост закрыт, сообщил мэр города Велл.</p>'.encode(
        "cp1251"
    )
    found = document(data)
    assert "Мост закрыт" in found.text
    assert found.encoding == "cp1251"


def test_paragraphs_become_blocks() -> None:
    found = document(page("<title>Vell closes its pier</title>"))
    assert [block.kind for block in layout(found)] == ["title", *["paragraph"] * 3]
