"""The agency or paper that an article names as where it is from: a claim of the article, no proof.

Read from where articles say so: the dateline's agency, a byline or a line that names nothing else,
the first paragraphs ("…, Trend reports", "according to TASS news agency"), and what stands at
the end ("With inputs from AFP", "Source: Interfax", "(PTI)"). A name inside the article is that of
whoever is quoted there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.read.block import Block
from sayso.read.byline import byline
from sayso.read.dateline import LABELS, TAG, dateline
from sayso.rows import Span

LEAD = 2
"""Only the first paragraphs say where a report is from."""
FURTHER = 400
"""Code points of a paragraph in which its first sentences stand."""
END = 3
"""Lines at the end of the article, and as many after it, that may name a source."""

_WORD = r"[^\W\d_a-z][\w’'&-]*(?:\.\w+)*"
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_CAPITALS = r"[^\W\d_a-z]{2,}(?:[ -][^\W\d_a-z]{2,})?"
_OPENING = re.compile(rf"[(/\[](?P<name>{_NAME})[)/\]]\s?[-–—―:.]\s?(?=\S)")
"""``(Agency) – The …`` at the head of the first paragraph, without a place."""
_REPORTS = re.compile(
    rf"(?:,|[.”\"])\s(?:the\s)?(?P<name>{_NAME})(?:\s(?:news\s)?agency)?\s"
    r"(?:reports(?=[.,]|$|\s(?:with\sreference|citing|referring|via|quoting))"
    r"|reported(?=[.]|$|\s(?:citing|referring|quoting))|informs(?=[.,]|$|\s(?:citing|referring)))"
)
_AGENCY = re.compile(
    r"\b(?:according\sto|reported\sby|citing|cited\sby|quoted\sby|quoting|told)\s(?:the\s)?"
    rf"(?:(?:state[-\s]run|state|official)\s)?(?:(?:news\s)?agency\s(?P<name>{_NAME})"
    rf"|(?P<before>{_NAME})\s(?:state\s)?news\sagency\b)"
    rf"|\b(?:news\sagency\s(?P<saying>{_NAME})|(?P<told>{_NAME})\s(?:state\s)?news\sagency)"
    r"\s(?:said|reported|reports)\b"
)
_CREDIT = re.compile(
    r"[(\[*–—-]?\s?(?:(?i:with\s(?:additional\s|further\s)?(?:agency\s)?"
    r"(?:inputs?|reports?|reporting|material|files)\sfrom)\s|(?i:sources?)\s?[:–—-]\s?)(?:the\s)?"
    rf"(?P<name>{_NAME}(?:(?:,|/|\sand|,\sand|\s&)\s{_NAME}){{0,3}})\s?[)\]*]?\.?"
)
_SIGNED = re.compile(rf"(?:^|.*[.!?”\"’']\s)[(/\[–—-]\s?(?P<name>{_CAPITALS})\s?[)/\]]?\.?", re.S)
"""``(PTI)`` or ``– AFP`` after the last sentence."""
_SOMEBODY = re.compile(
    r"(?i:agenc(?:y|ies)|wires?|staff|desk|editors?|admin|correspondent|author|reporters?"
    r"|internet|web|video|photos?|end|ends|update|reuse|file|all)"
)
_OFFICES = re.compile(
    r"\b(?:ministry|staff|office|police|government|department|council|embassy|committee"
    r"|administration|command|prosecutor|president|court|army|parliament)\b",
    re.I,
)
# fmt: off
_UNIONS = frozenset((
    "CIA", "EC", "ECHR", "EU", "FBI", "IAEA", "ICC", "ICJ", "ICRC", "IMF", "NATO", "OSCE", "UK",
    "UN", "UNICEF", "US", "USA", "WHO",
))
# fmt: on
"""Capitals that report, and are no news agency."""
_PRESS = re.compile(
    r"(?i:news|press|agency|agence|agentur|times|post|wire|tv|radio|media)|\.\w{2,4}$"
)


def claimed_source(text: str, blocks: Sequence[Block], outlet: str | None) -> Span | None:
    """Where the article names its source, the surest place first; null where it names none.

    ``outlet``: who published it; its own name is no claim.
    """
    own = _letters(outlet or "")
    for span in _named(text, blocks):
        name = text[span.start : span.end]
        letters = _letters(name)
        if _SOMEBODY.fullmatch(name) or name.lower() in LABELS or _OFFICES.search(name):
            continue
        if not own or (letters not in own and own not in letters):
            return span
    return None


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _named(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    paragraphs = [n for n, block in enumerate(blocks) if block.kind == "paragraph"]
    first = paragraphs[0] if paragraphs else len(blocks)
    yield from _in_head(text, blocks[:first])
    for number in paragraphs[:LEAD]:
        yield from _in_lead(text, blocks[number].span)
    last = paragraphs[-1] + 1 if paragraphs else len(blocks)
    for block in (*reversed(blocks[max(first, last - END) : last]), *blocks[last : last + END]):
        yield from _at_end(text, block.span)


def _in_head(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        start, end = block.span
        if block.kind == "dateline":
            # What follows a dateline decides whether it is one; the layout has looked already.
            line = dateline(text, start, end + 40) or dateline(text, start, end)
            yield from [line.agency] if line and line.agency else []
        elif block.kind == "byline" and (written := byline(text, start, end)):
            yield from [written.outlet] if written.outlet else []
            if _is_agency(text[slice(*written.names)]):
                yield written.names
        elif block.kind == "header":
            match = TAG.fullmatch(text, start, end) or _CREDIT.fullmatch(text, start, end)
            yield from [Span(*match.span("name"))] if match else []


def _is_agency(names: str) -> bool:
    """Whether a byline names no person: one word, or a name with a noun of the press."""
    return " " not in names or _PRESS.search(names) is not None


def _in_lead(text: str, span: Span) -> Iterator[Span]:
    opening = _OPENING.match(text, *span)
    if opening:
        yield Span(*opening.span("name"))
    end = min(span.end, span.start + FURTHER)
    for match in _REPORTS.finditer(text, span.start, end):
        name = match["name"]
        if name not in _UNIONS and _is_agency(name):
            yield Span(*match.span("name"))
    for match in _AGENCY.finditer(text, span.start, end):
        group = next(name for name, value in match.groupdict().items() if value)
        yield Span(*match.span(group))


def _at_end(text: str, span: Span) -> Iterator[Span]:
    line = max(span.start, text.rfind("\n", span.start, span.end) + 1)
    credit = _CREDIT.fullmatch(text, line, span.end) or _credit_after(text, span)
    if credit:
        yield Span(*credit.span("name"))
    signed = _SIGNED.fullmatch(text, max(span.start, span.end - 60), span.end)
    if signed and signed["name"] not in _UNIONS:
        yield Span(*signed.span("name"))


def _credit_after(text: str, span: Span) -> re.Match[str] | None:
    """A credit in brackets after the last sentence of a paragraph."""
    start = max(text.rfind("(", span.start, span.end), text.rfind("[", span.start, span.end))
    return _CREDIT.fullmatch(text, start, span.end) if start > 0 else None
