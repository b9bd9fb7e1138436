"""What the text itself says of its title, outlet, byline and date, with the spans it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sayso.read.blocks import is_date_line
from sayso.read.byline import byline
from sayso.read.claimed import claimed_source
from sayso.read.dateline import LABELS, TAG, Dateline, dateline
from sayso.read.dates import CLOCK, Stated, calendar_day, stated
from sayso.read.furniture import OWNER
from sayso.read.layout import Block, layout
from sayso.rows import Document, PublishedFrom, Span

# A dateline without a year is dated only by a full date this near to it.
HALF_YEAR = 183
# Only the first paragraphs present the report; a name further down is somebody else's.
LEAD = 2
SITE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+){0,2}\.[a-z]{2,4}(?=[A-Z]|\s|$)")
SELF_REPORT = re.compile(
    r"(?:,|[.”\"]|^)\s(?P<name>[A-Z][\w.’&-]*(?:\s[A-Z][\w.’&-]*){0,3})\s"
    r"(?:informs(?=[.,]|\s(?:referring|citing|with\sreference|via))"
    r"|reports,?\s(?:referring\sto|with\sreference\sto))"
)
OWNED = re.compile(
    r"(?:\d{4}(?:\s?[-–]\s?\d{4})?\s*,?\s*)?(?:by\s+)?(?P<name>[^\W\d_][^.,;|\n©]{1,50}?(?:\sL\.P\.|\sInc\.)?)"
    r"\s*(?:[.,;|]|all rights|$)",
    re.I,
)
# What newspapers, agencies and offices call themselves, as against the name of a section.
MASTHEAD = re.compile(
    r"(?!(?:world|local|national|sports?|business|latest|breaking|politics|top)\b)[^\d:/|]*\b(?:news|times|post"
    r"|herald|courier|tribune|gazette|agency|press|daily|journal|radio|television|tv|service"
    r"|chronicle|observer|review|monitor|telegraph|standard|mail|star|globe|bulletin|wire"
    r"|ministry|office|embassy)\b[^\d:/|]{0,40}",
    re.I,
)
OFFICE = re.compile(
    r"\b(?:ministry|staff|office|service|police|government|department|council|embassy|committee"
    r"|administration|command|prosecutor|president|court|army|parliament)\b",
    re.I,
)
STAMPED = re.compile(r"\b(?:date|published|posted|issued)\b", re.I)
CHANGED = re.compile(r"\b(?:updated|modified|edited)\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DATED_MAX = 200_000


def complete(document: Document, *, weak: bool = False) -> Document:
    """``document`` with what its text adds to what is known; known fields are kept.

    ``weak``: the published date given is a guess of the program that made the file, so that one
    stated in the text goes before it.
    """
    blocks = layout(document)
    document = _titled(document, blocks)
    document = _owned(document, blocks)
    document = _claiming(document, blocks)
    if document.published is None or weak:
        document = _dated(document, blocks)
    return document


def _titled(document: Document, blocks: Sequence[Block]) -> Document:
    span = next((block.span for block in blocks if block.kind == "title"), None)
    if span is None:
        return document
    title = document.title or " ".join(document.text[span.start : span.end].split())
    return replace(document, title=title, title_span=document.title_span or span)


def _owned(document: Document, blocks: Sequence[Block]) -> Document:
    """Byline and outlet."""
    lines = [byline(document.text, *block.span) for block in blocks if block.kind == "byline"]
    first = next((line for line in lines if line is not None), None)
    if first is not None and document.byline is None:
        names = document.text[first.names.start : first.names.end]
        document = replace(document, byline=names, byline_span=first.names)
    if document.outlet is None:
        span = next(_outlets(document, blocks), None)
        if span is not None:
            outlet = document.text[span.start : span.end]
            document = replace(document, outlet=outlet, outlet_span=span)
    return document


def _claiming(document: Document, blocks: Sequence[Block]) -> Document:
    span = claimed_source(document.text, blocks, document.outlet)
    if span is None:
        return document
    name = " ".join(document.text[span.start : span.end].split())
    return replace(document, claimed_source=name, claimed_source_span=span)


def _outlets(document: Document, blocks: Sequence[Block]) -> Iterator[Span]:
    """Where the text names who published it, the surest place first."""
    text = document.text
    body = next((n for n, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    head = blocks[:body]
    for block in head[:2]:
        site = SITE.match(text, *block.span) if block.kind == "header" else None
        if site:
            yield Span(*site.span())
    for block in head:
        tag = TAG.fullmatch(text, *block.span) if block.kind == "header" else None
        if tag and tag["name"].lower() not in LABELS:
            yield Span(*tag.span("name"))
    for block in blocks[body:]:
        if block.kind == "furniture":
            yield from _owner(text, block)
    yield from _reporters(text, blocks, body)


def _owner(text: str, block: Block) -> Iterator[Span]:
    mark = OWNER.match(text, *block.span)
    owned = OWNED.match(text, mark.end(), block.span.end) if mark else None
    if owned:
        yield Span(*owned.span("name"))


def _reporters(text: str, blocks: Sequence[Block], body: int) -> Iterator[Span]:
    """Agency in the dateline, a report of its own doings in the lead, masthead, byline's paper."""
    for line in _datelines(text, blocks, body):
        if line.agency is not None:
            yield line.agency
    paragraphs = [block.span for block in blocks[body:] if block.kind == "paragraph"]
    for span in paragraphs[:LEAD]:
        own = SELF_REPORT.search(text, span.start, min(span.end, span.start + 2_000))
        if own and _is_outlet(own["name"]):
            yield Span(*own.span("name"))
    for block in blocks[:2]:
        if block.kind == "title":
            break
        if block.kind == "header" and MASTHEAD.fullmatch(text, *block.span):
            yield block.span
    for block in blocks:
        line_by = byline(text, *block.span) if block.kind == "byline" else None
        if line_by is not None and line_by.outlet is not None:
            yield line_by.outlet


def _datelines(text: str, blocks: Sequence[Block], body: int) -> Iterator[Dateline]:
    """The datelines before the first paragraph, each read together with what follows it."""
    for block in blocks[:body]:
        if block.kind == "dateline":
            # What follows decides whether a dateline is one; the layout has looked at it already.
            end = block.span.end + 40 if text[block.span.end :][:40].strip("\r\n") else None
            line = dateline(text, block.span.start, end or block.span.end)
            yield from [line] if line is not None else []


def _dated(document: Document, blocks: Sequence[Block]) -> Document:
    """A header line's date, else the dateline's."""
    head = _head(blocks)
    header = _header_date(document.text, head)
    if header is not None:
        return _published(document, header.day, "text", (header.span,))
    for line in _datelines(document.text, blocks, len(head)):
        if line.date is not None:
            return _dateline_date(document, blocks, line, line.date)
    return document


def _head(blocks: Sequence[Block]) -> Sequence[Block]:
    body = next((n for n, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    return blocks[:body]


def _published(
    document: Document, day: date, source: PublishedFrom, spans: tuple[Span, ...]
) -> Document:
    return replace(
        document,
        published=day.isoformat(),
        published_precision="day",
        published_from=source,
        published_spans=spans,
    )


def _header_date(text: str, head: Sequence[Block]) -> Stated | None:
    """The date of the header line that is most plainly a stamp of publication."""
    ranked: list[tuple[int, int, Stated]] = []
    for number, block in enumerate(head):
        if block.kind not in ("header", "byline", "furniture"):
            continue
        line = text[block.span.start : block.span.end]
        if not is_date_line(line):
            continue  # a teaser, say, that mentions a day
        dates = stated(text, *block.span)
        if not dates:
            continue
        changed, stamped = CHANGED.search(line), STAMPED.search(line)
        rank = 3 if changed and not stamped else 0 if CLOCK.search(line) or stamped else 1
        ranked.append((rank, number, dates[0]))
    return min(ranked)[2] if ranked else None


def _is_outlet(name: str) -> bool:
    """One word, or a name with a noun that outlets carry; ministries inform too, and persons."""
    if OFFICE.search(name):
        return False
    return " " not in name or MASTHEAD.fullmatch(name) is not None


def _dateline_date(
    document: Document, blocks: Sequence[Block], line: Dateline, span: Span
) -> Document:
    assert line.month is not None
    assert line.day is not None
    if line.year is not None:
        day = calendar_day(line.year, line.month, line.day)
        return _published(document, day, "dateline", (span,)) if day else document
    anchors = _anchors(document, blocks)
    nearest = _nearest_year(document.text, anchors, line.month, line.day)
    if nearest is None:
        return document
    day, anchor = nearest
    return _published(document, day, "dateline", (span, anchor.span))


def _anchors(document: Document, blocks: Sequence[Block]) -> list[Stated]:
    """The full dates that the article talks about, furniture left out."""
    found: list[Stated] = []
    for block in blocks:
        if block.kind in ("title", "paragraph") and block.span.start < DATED_MAX:
            found.extend(stated(document.text, block.span.start, min(block.span.end, DATED_MAX)))
    return found


def _nearest_year(
    text: str, anchors: Sequence[Stated], month: int, day: str
) -> tuple[date, Stated] | None:
    """The dateline's day in the year that puts it nearest to a full date of the text.

    None where no full date is within half a year, where two years are as near, or where the text
    speaks of a later year: then the full date was an anniversary or history.
    """
    ranked: list[tuple[int, date, Stated]] = []
    for anchor in anchors:
        for year in (anchor.day.year - 1, anchor.day.year, anchor.day.year + 1):
            candidate = calendar_day(str(year), month, day)
            if candidate is not None:
                ranked.append((abs((candidate - anchor.day).days), candidate, anchor))
    if not ranked:
        return None
    distance, chosen, anchor = min(ranked, key=lambda one: one[:2])
    rival = any(far == distance and other != chosen for far, other, _ in ranked)
    years = (int(year) for year in YEAR.findall(text[:DATED_MAX]))
    later = any((date(year, 1, 1) - chosen).days > HALF_YEAR for year in years)
    if distance > HALF_YEAR or rival or later:
        return None
    return chosen, anchor
