"""Markdown: the frozen text is the source, unchanged; marks are left out of blocks, not of text."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.read.decode import Decoded
from sayso.read.lines import LINE_END, Unit, trimmed, units
from sayso.read.page import Page

FENCE = re.compile(r"(---|\+\+\+)[ \t]*$")
FIELD = re.compile(r"\s*(?P<key>[A-Za-z_][\w-]*)\s*[:=]\s*(?P<value>.*?)\s*$")
KEYS = {
    "title": "title",
    "outlet": "outlet",
    "site": "outlet",
    "publisher": "outlet",
    "author": "byline",
    "byline": "byline",
    "url": "url",
    "link": "url",
    "canonical_url": "url",
    "date": "published",
    "published": "published",
}
# Longer than this and it is no front matter but a text between two rules.
FRONT_LINES_MAX = 100
HEADING = re.compile(r"#{1,6}[ \t]+")
CLOSING_MARKS = re.compile(r"[ \t]+#+$")
UNDERLINE = re.compile(r"(?:=+|-+)$")
QUOTE = re.compile(r"(?:>[ \t]?)+")
WRAPPERS = ("***", "**", "__", "*", "_")
EMPHASIS_MAX = 300


class FrontMatter(NamedTuple):
    """The fields between the fences at the top, and where the text after them begins."""

    fields: dict[str, str]
    end: int


class Marked(NamedTuple):
    """The units of a Markdown text without their marks, and which of them are headings."""

    units: list[Unit]
    headings: frozenset[int]


def front_matter(text: str) -> FrontMatter:
    """The front matter of ``text``: simple ``key: value`` lines only, the others are passed over.

    Without a closing fence there is none, and ``end`` is 0.
    """
    fields: dict[str, str] = {}
    fence, position = "", 0
    for number, ending in enumerate(LINE_END.finditer(text)):
        line = text[position : ending.start()]
        if number == 0:
            opening = FENCE.match(line)
            if opening is None:
                break
            fence = opening[1]
        elif line.rstrip() == fence:
            return FrontMatter(fields, ending.end())
        elif number > FRONT_LINES_MAX:
            break
        else:
            _take(line, fields)
        position = ending.end()
    else:
        if fence and text[position:].rstrip() == fence:
            return FrontMatter(fields, len(text))
    return FrontMatter({}, 0)


def _take(line: str, fields: dict[str, str]) -> None:
    match = FIELD.match(line)
    key = KEYS.get(match["key"].lower()) if match else None
    if match and key and match["value"]:
        fields.setdefault(key, match["value"].strip("\"'").strip())


def markdown_page(decoded: Decoded) -> Page:
    """The page of a Markdown source, its metadata from the front matter."""
    fields = front_matter(decoded.text).fields
    return Page(
        decoded.text,
        decoded.encoding,
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        byline=fields.get("byline"),
        url=fields.get("url"),
        published=fields.get("published"),
        warnings=decoded.warnings,
    )


def marked_units(text: str, start: int) -> Marked:
    """The units of a Markdown text from ``start``; heading marks and rules are in none of them."""
    found = units(text, start, wrapped=True)
    made: list[Unit] = []
    headings: set[int] = set()
    for unit in found:
        words = text[unit.start : min(unit.end, unit.start + EMPHASIS_MAX)]
        if UNDERLINE.fullmatch(words):
            if made and not unit.gap:
                headings.add(len(made) - 1)
            continue
        mark = HEADING.match(words)
        if mark:
            headings.add(len(made))
        made.append(_bare(text, unit, mark))
    return Marked(made, frozenset(headings))


def _bare(text: str, unit: Unit, mark: re.Match[str] | None) -> Unit:
    """The unit without heading, quotation and enclosing emphasis marks."""
    start, end = unit.start, unit.end
    if mark:
        closing = CLOSING_MARKS.search(text[max(start, end - 20) : end])
        start, end = start + mark.end(), end - (len(closing[0]) if closing else 0)
    quote = QUOTE.match(text, start, end)
    if quote and quote.end() < end:
        start = quote.end()
    if end - start <= EMPHASIS_MAX:
        start, end = _without_emphasis(text, start, end)
    span = trimmed(text, start, end)
    return unit if span.start == span.end else Unit(span.start, span.end, unit.gap)


def _without_emphasis(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    for wrapper in WRAPPERS:
        inner = words[len(wrapper) : -len(wrapper)]
        if words.startswith(wrapper) and words.endswith(wrapper) and inner.strip(" *_"):
            return (start, end) if wrapper in inner else (start + len(wrapper), end - len(wrapper))
    return start, end
