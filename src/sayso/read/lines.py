"""A text's lines, and the paragraphs they make: the frame that ``layout`` fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.rows import Span

# Everything that ends a line in some editor, mail or office program.
LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# Final punctuation, with what may close after it: quotation marks, brackets, a note's mark.
CLOSING = "\"'”’»›“‘)]*_ \u00a0"
TERMINAL = tuple(".!?…。！？؟۔।॥")
# Hard-wrapped text is set at 60 to 80 characters by convention; PDF lines run a little longer.
WRAP_MAX = 100
WRAP_MIN = 36
# A line this much shorter than the longest one was ended on purpose.
FULL = 0.66
# Shorter than this, a line without final punctuation may be a heading over text in lower case.
TORN_MIN = 60
# Lines of Markdown that are no part of the paragraph before them: headings, rules, images.
ALONE = re.compile(r"#{1,6}\s|(?:=+|-+|\*+|_+)\s*$|!\[")
# What is printed at the foot of pages: "page 2 of 9", with a name before it or not, or "- 2 -".
FOOTER = re.compile(
    r"(?:.{0,80}\bpage\s\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|[-–—]?\s?\d{1,4}\s?[-–—]?)$", re.I
)
BULLET = re.compile(r"(?:(?:[-*+•‣▪◦●–—]|\(?\d{1,3}[.)])[ \t]+(?=\S)|[-•](?=[^\W\d_]))")


class Line(NamedTuple):
    """A line without the white space around it; ``gap`` tells that a blank line stands before."""

    start: int
    end: int
    gap: bool

    @property
    def length(self) -> int:
        """Code points."""
        return self.end - self.start


class Unit(NamedTuple):
    """One or more lines that belong together. ``gap``: a blank line stands before it."""

    start: int
    end: int
    gap: bool = True

    @property
    def length(self) -> int:
        """Code points."""
        return self.end - self.start

    @property
    def span(self) -> Span:
        """The same as a span."""
        return Span(self.start, self.end)


def trimmed(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at either end; empty at ``start`` if it is only that."""
    # Cut into pieces, so that a small change to a long line does not copy it twice.
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return Span(start, start)
    return Span(start + left, start + len(piece.rstrip()))


def lines(text: str, start: int = 0) -> Iterator[Line]:
    """The lines of ``text`` from ``start`` that hold more than white space, in order."""
    gap, position = True, start
    for match in LINE.finditer(text, start):
        between = text[position : match.start()][:3]
        gap = gap or (len(between) > 1 and between != "\r\n")
        position = match.end()
        span = trimmed(text, *match.span())
        if span.start < span.end:
            yield Line(span.start, span.end, gap)
        gap = span.start == span.end


def ends_sentence(text: str, span: Span | Unit | Line) -> bool:
    """Whether the last character before closing marks is final punctuation."""
    tail = text[max(span.start, span.end - 12) : span.end].rstrip(CLOSING)
    return tail.endswith(TERMINAL)


def units(text: str, start: int = 0, *, wrapped: bool | None = None) -> list[Unit]:
    """The paragraphs of ``text`` from ``start``.

    Blank lines part them. Inside a run of lines without one, hard-wrapped lines are joined and
    others stand alone; ``wrapped`` says which it is where the format tells (Markdown).
    """
    made: list[Unit] = []
    run: list[Line] = []
    for line in lines(text, start):
        if line.gap and run:
            made.extend(_join(text, run, wrapped))
            run = []
        run.append(line)
    made.extend(_join(text, run, wrapped))
    return list(_mended(text, made))


def _mended(text: str, found: Sequence[Unit]) -> Iterator[Unit]:
    """Join what a page end or a stray blank line tore apart in the middle of a sentence."""
    # Never the first: after a headline, a small letter is a byline or a lost initial.
    yield from found[:1]
    held: Unit | None = None
    for unit in found[1:]:
        if held is not None and _is_torn(text, held, unit):
            held = Unit(held.start, unit.end, held.gap)
            continue
        if held is not None:
            yield held
        held = unit
    if held is not None:
        yield held


def _is_torn(text: str, before: Unit, unit: Unit) -> bool:
    last = text[before.end - 1]
    return (
        unit.gap
        and before.length >= TORN_MIN
        and (last.isalnum() or last in ",-")
        and text[unit.start].islower()
        and not text.startswith("by ", unit.start)
    )


def _join(text: str, run: Sequence[Line], wrapped: bool | None) -> Iterator[Unit]:
    if not run:
        return
    width = max(line.length for line in run)
    joins = _is_wrapped(text, run, width) if wrapped is None else wrapped
    first = run[0]
    for before, line in pairwise(run):
        if not joins or _breaks(text, before, line, width, forced=wrapped is True):
            yield Unit(first.start, before.end, first.gap)
            first = line
    yield Unit(first.start, run[-1].end, first.gap)


def _is_wrapped(text: str, run: Sequence[Line], width: int) -> bool:
    """Whether a third of the line breaks fall inside a sentence and no line is too long."""
    if len(run) < 2 or not WRAP_MIN <= width <= WRAP_MAX:
        return False
    soft = sum(
        before.length >= FULL * width and _continues(text, before, line)
        for before, line in pairwise(run)
    )
    return soft * 3 >= len(run) - 1


def is_footer(text: str, line: Line | Unit) -> bool:
    """Whether the line is a page's number."""
    return line.length <= WRAP_MAX and FOOTER.match(text[line.start : line.end]) is not None


def _continues(text: str, before: Line, line: Line) -> bool:
    return text[line.start].islower() and not ends_sentence(text, before)


def _breaks(text: str, before: Line, line: Line, width: int, *, forced: bool) -> bool:
    """Whether a new paragraph begins with ``line`` in a run of hard-wrapped lines."""
    if BULLET.match(text, line.start, line.end):
        return True
    if is_footer(text, before) or is_footer(text, line):
        return True
    if forced:
        return bool(ALONE.match(text, line.start, line.end) or text[before.start] == "#")
    return before.length < FULL * width and not _continues(text, before, line)
