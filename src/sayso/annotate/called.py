"""Where a text itself lists what a thing is called: "A call it the X. For B it is the Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.rows import Span

_NAME = (
    r"(?P<open>[“\"‘«])?the\s+"
    r"(?P<name>(?(open)[^”\"’».,;]{3,40}|[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){1,4}))"
)
_FIRST = re.compile(rf"\b(?:calls?|called)\s+(?:it|this|them)\s+{_NAME}")
_NEXT = re.compile(
    rf"(?:\b(?:it|this)\s+(?:is|was|became|remains|ha[sd](?:\s+\w+){{0,2}}\s+been)\s+"
    rf"|[;,]\s+(?:in|to|for|among)\s+[^.;]{{3,60}},\s+|\b(?:calls?|called)\s+(?:it|this|them)\s+){_NAME}"
)
"""Later names; between two of them the verb may be left out: "for B, the Y"."""
_PARAGRAPH = re.compile(r"[^\n]+")


def called(text: str) -> Iterator[tuple[Span, ...]]:
    """The names that one paragraph gives for one thing: two at least, in text order."""
    for paragraph in _PARAGRAPH.finditer(text):
        first = _FIRST.search(text, *paragraph.span())
        if first is None:
            continue
        others = _NEXT.finditer(text, first.end(), paragraph.end())
        found = [Span(*one.span("name")) for one in (first, *others)]
        if len({text[slice(*span)].casefold() for span in found}) > 1:
            yield tuple(found)
