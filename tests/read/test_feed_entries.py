"""Feeds: one receipt an entry, its content as words."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.read import Receipt, read, sources
from sayso.rows import Problem

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Vell Radio</title>
<item><title>Pier &amp;amp; port &lt;b&gt;closed&lt;/b&gt;</title><link>https://vell.example/1</link>
<dc:creator>Ana Lund</dc:creator><pubDate>Fri, 02 May 2031 23:30:00 -0500</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The pier is closed.</p><p>The port “follows”.</p>
<ul><li>Share</li></ul>]]></content:encoded></item>
<item><title>Second</title><guid>tag:vell,2</guid><description>No more words.</description></item>
</channel></rss>"""


def entries(tmp_path: Path, source: str = FEED) -> list[Receipt]:
    path = tmp_path / "feed.xml"
    path.write_text(source, encoding="utf-8")
    return [found for found in sources([str(path)]) if isinstance(found, Receipt)]


def test_each_entry_is_a_receipt_named_by_its_link_or_id(tmp_path: Path) -> None:
    assert [receipt.name for receipt in entries(tmp_path)] == [
        "https://vell.example/1",
        "tag:vell,2",
    ]


def test_the_bytes_are_canonical_json(tmp_path: Path) -> None:
    receipt = entries(tmp_path)[0]
    fields = json.loads(receipt.data)
    assert {"link", "title", "author", "published", "content"} <= set(fields)
    assert json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() == receipt.data


def test_an_entry_is_title_and_all_its_words(tmp_path: Path) -> None:
    document, problems = read(entries(tmp_path)[0])
    assert (
        document.text == "Pier & port closed\n\nThe pier is closed.\n\nThe port “follows”.\n\nShare"
    )
    assert problems == ()


def test_the_feed_gives_outlet_author_address_and_date(tmp_path: Path) -> None:
    document, _ = read(entries(tmp_path)[0])
    assert (document.outlet, document.byline) == ("Vell Radio", "Ana Lund")
    assert document.url == "https://vell.example/1"
    assert (document.published, document.published_from) == ("2031-05-02", "metadata")


def test_xml_that_is_no_feed_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "map.xml"
    path.write_text("<map><place/></map>")
    (problem,) = sources([str(path)])
    assert isinstance(problem, Problem)
    assert (problem.severity, "no feed entries" in problem.message) == ("failed", True)


def test_an_atom_feed_is_read(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Vell</title><entry><title>One</title>'
        '<link href="https://vell.example/a"/><updated>2031-05-02T10:00:00Z</updated>'
        '<content type="html">&lt;p&gt;The words.&lt;/p&gt;</content></entry></feed>'
    )
    document, _ = read(entries(tmp_path, atom)[0])
    assert (document.text, document.published) == ("One\n\nThe words.", "2031-05-02")


def test_an_entity_bomb_in_a_feed_does_not_go_off(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "bang"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    item = "<item><title>T &b;</title><description>W</description></item>"
    source = f"{bomb}<rss><channel>{item}</channel></rss>"
    assert all(b"bangbang" not in receipt.data for receipt in entries(tmp_path, source))
