"""The corpus's articles as plain text, taken without Sayso: the gold must hold on its own."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HIDDEN = frozenset(("head", "script", "style", "nav", "button"))


class _Words(HTMLParser):
    """Everything that a page shows, with a line break at every block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.parts += ["\n"] * (tag in ("p", "h1", "li", "div"))

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN
        self.parts += ["\n"] * (tag in ("p", "h1", "li", "div"))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def plain(path: Path) -> dict[str, str]:
    """The texts of a file by URL; a file that is one document has the key ``""``."""
    readers = {".html": _page, ".pdf": _pdf, ".xml": _feed, ".jsonl": _records}
    return readers.get(path.suffix, _text)(path)


def _text(path: Path) -> dict[str, str]:
    return {"": path.read_text("utf-8")}


def _words(page: str) -> str:
    words = _Words()
    words.feed(page)
    return "".join(words.parts)


def _page(path: Path) -> dict[str, str]:
    return {"": _words(path.read_text("utf-8"))}


def _pdf(path: Path) -> dict[str, str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return {"": "\n".join(page.get_textpage().get_text_range() for page in pdf)}


def _feed(path: Path) -> dict[str, str]:
    items = ElementTree.parse(path).iter("item")
    return {item.findtext("link", ""): _words(item.findtext(CONTENT, "")) for item in items}


def _records(path: Path) -> dict[str, str]:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {record["url"]: record["text"] for record in records}


def squeezed(text: str) -> str:
    """One space for any white space, so that line breaks do not matter."""
    return re.sub(r"\s+", " ", text)
