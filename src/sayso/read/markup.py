"""HTML to words: a tree that never raises and never fetches, and the paragraphs in it."""

from __future__ import annotations

import re
from typing import Any

# lxml carries no types; the name says what is meant.
Element = Any

# Elements that end a paragraph where they begin and end; trafilatura's names among HTML's.
# fmt: off
BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "h1", "h2",
    "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th",
    "caption", "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "address", "hr",
    "title", "head", "body", "html", "item", "list", "row", "cell", "quote", "graphic",
    "option", "center", "summary", "details",
))
# fmt: on
BREAKS = frozenset(("br", "lb"))
UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "math")
)
# XML 1.0 has no place for these, and the parser stops at a NUL.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\r\n\f\v]+")


def tree(markup: str) -> Element | None:
    """The page as a tree; None where there is nothing in it. Only HTML's entities are read."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(NOT_XML.sub(" ", markup).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def paragraphs(root: Element, *, hidden: frozenset[str] = UNSEEN) -> list[str]:
    """The visible words under ``root`` as paragraphs, white space inside each one collapsed.

    A line break parts lines of a paragraph, two in a row part paragraphs. Iterative, so that deep
    nesting cannot exhaust the stack.
    """
    from lxml import etree

    made: list[str] = []
    pieces: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        outside = element is root
        skipped += (tag in hidden and not outside) * (1 if event == "start" else -1)
        if tag in BLOCKS:
            _close(pieces, made)
        elif tag in BREAKS and event == "start":
            pieces.append("\n")
        words = element.text if event == "start" and tag else None
        if event == "end" and not outside:
            words = element.tail
        if words and not skipped:
            pieces.append(SPACES.sub(" ", words))
    _close(pieces, made)
    return made


def _close(pieces: list[str], made: list[str]) -> None:
    """End the paragraph that ``pieces`` hold; two line breaks in it end one as well."""
    if not pieces:
        return
    lines = [" ".join(line.split(" ")).strip() for line in "".join(pieces).split("\n")]
    pieces.clear()
    kept: list[str] = []
    for line in [*lines, ""]:
        line = re.sub(" {2,}", " ", line)
        if line:
            kept.append(line)
        elif kept:
            made.append("\n".join(kept))
            kept = []


def words(element: Element) -> str:
    """All the text in one element, on one line."""
    return " ".join("".join(piece for piece in element.itertext() if piece).split())
