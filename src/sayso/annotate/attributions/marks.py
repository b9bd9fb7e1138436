"""Quotation marks: found, told apart from apostrophes, and paired by what stands beside them.

A mark between white space (or a bracket, or a dash) and a word opens; a mark after a word or a
stop closes, whichever way it is turned. Only where both sides look alike does its shape decide,
and only after that whether a quotation is open. Nothing is paired across blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.rows import Span

Role = Literal["open", "close", "either"]

# Doubled marks ("“”", "''", "``") are one mark. A lone straight or curly single mark is handled
# apart, because most of them are apostrophes.
DOUBLE = re.compile(r"''+|``+|’’|‘‘|[\"“”„‟«»〝〞″]+")
SINGLE = re.compile(r"(?<!['’‘`])['’‘‚‹›`](?!['’‘`])")
OPENING = frozenset("“„‟«〝‘‚‹`")
CLOSING = frozenset("”»〞’›")
BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-―/|>\u200b\ufeff")
STOPS = frozenset(".,;:!?…)]}—–-")
# A single quotation longer than this is taken for two apostrophes.
LONGEST_SINGLE = 400
# Words that begin with an apostrophe.
CLIPPED = re.compile(r"(?:em|til|tis|twas|cause|bout|n|round|s|re|ve|ll|d|m|t|\d0s|\d\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: ``outer`` with its marks, ``inner`` without.

    ``closed`` is false where no mark closes it; it then runs to the end of its block.
    """

    outer: Span
    inner: Span
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    role: Role
    turned: bool
    """Whether its shape says the contrary of what stands beside it."""


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of the block ``[start, end)`` of ``text``, in order; single marks may nest."""
    double = list(_pair(text, _double_marks(text, start, end), end))
    single = list(_pair_single(text, start, end))
    return sorted(double + [one for one in single if _fits(one, double)], key=lambda one: one.outer)


def quoted(text: str) -> list[Span]:
    """The quoted stretches of a whole text, taken paragraph by paragraph, marks included."""
    return [
        one.outer
        for match in re.finditer(r"[^\n]+", text)
        for one in quotations(text, match.start(), match.end())
    ]


def _fits(single: Quotation, double: Sequence[Quotation]) -> bool:
    """Whether a single quotation crosses no double one; ``double`` are in order and apart."""
    a, b = single.outer
    at = max(0, bisect_right(double, a, key=lambda one: one.outer.start) - 1)
    return all(
        b <= one.outer.start or a >= one.outer.end or (one.inner.start <= a and b <= one.inner.end)
        for one in double[at : at + 2]
    )


def _double_marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a block, without those around the values of mark-up (``name="value"``)."""
    marks: list[_Mark] = []
    value = False
    for match in DOUBLE.finditer(text, start, end):
        opens_value = match.start() > start and text[match.start() - 1] == "="
        if not (value or opens_value):
            marks.append(_mark(text, match.start(), match.end(), start, end))
        value = opens_value
    return marks


def _mark(text: str, first: int, last: int, start: int, end: int) -> _Mark:
    before = text[first - 1] if first > start else " "
    after = text[last] if last < end else " "
    opens = before in BEFORE_OPENING or before in OPENING or before.isspace()
    closes = after.isspace() or after in STOPS or after in CLOSING
    shape = _shape(text[first:last])
    if opens and not closes:
        role: Role = "open"
    elif closes and not opens:
        role = "close"
    elif shape != "either":
        role = shape
        if opens and after in STOPS and after not in "—–-…(" and not after.isspace():
            role = "close"  # "the valley “, but": a space has slipped in before the closing mark
    else:
        role = "either"
    return _Mark(first, last, role, shape not in ("either", role))


def _shape(mark: str) -> Role:
    if len(mark) > 1 and mark[0] != mark[-1]:
        return "either"
    if mark[0] in OPENING and mark[0] != "“":
        return "either" if mark[0] in "«‹" else "open"
    if mark[0] == "“":
        return "open"
    if mark[0] in CLOSING:
        return "either" if mark[0] in "»›" else "close"
    return "either"


def _pair(text: str, marks: Sequence[_Mark], end: int) -> Iterator[Quotation]:
    """Pair marks in one pass. An opening mark inside an open quotation is read by what follows."""
    open_: _Mark | None = None
    for at, mark in enumerate(marks):
        if mark.role == "open" or (mark.role == "either" and open_ is None):
            if open_ is not None:
                if _closes_after_all(text, mark, end):
                    yield _quotation(open_, mark)
                    open_ = None
                    continue
                yield Quotation(
                    Span(open_.start, _before(text, open_.end, mark.start)),
                    Span(open_.end, _before(text, open_.end, mark.start)),
                    closed=False,
                )
            open_ = mark
        elif open_ is not None:
            if _goes_on(text, marks, at, end):
                continue
            yield _quotation(open_, mark)
            open_ = None
    if open_ is not None and open_.end < end:
        last = _signed(text, open_.end, end)
        yield Quotation(Span(open_.start, last), Span(open_.end, last), closed=False)


SAID = r"(?:said|says|told|added|adds|stated|noted|wrote|writes|asked|explained|insisted|warned)"
SAID_BY = rf"{SAID}\s+(?:the\s+)?[A-Z][^,;:]*"
SAYS = rf"(?:[A-Z]|he |she |the )[^,;:.]*\s{SAID}"
SIGNED = re.compile(rf"(?<=[,?!])\s+(?:{SAID_BY}|{SAYS})\.?\s*\Z")
LONGEST_SIGNATURE = 80


def _signed(text: str, start: int, end: int) -> int:
    """Where a quotation without a closing mark ends: before ", said Mara Teel." at the very end."""
    match = SIGNED.search(text[:end], max(start, end - LONGEST_SIGNATURE))
    return end if match is None else match.start()


def _quotation(opening: _Mark, closing: _Mark) -> Quotation:
    return Quotation(Span(opening.start, closing.end), Span(opening.end, closing.start))


def _before(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


SPEECH = re.compile(
    r"\s*(?:\w[\w.’'-]*\s+){0,6}?(?:said|says|told|tells|added|adds|stated|noted|wrote|writes|"
    r"asked|explained|continued|insisted|announced|declared|warned|argued|replied|responded)\b"
)


def _closes_after_all(text: str, mark: _Mark, end: int) -> bool:
    """A mark after ", " that looks as if it opened, before "the minister said." at the very end."""
    before = text[max(0, mark.start - 2) : mark.start].rstrip()
    if not before or before[-1] not in ",.!?…":
        return False
    match = SPEECH.match(text, mark.end, end)
    return match is not None and len(text[match.end() : end].strip()) < 80


def _goes_on(text: str, marks: Sequence[_Mark], at: int, end: int) -> bool:
    """Whether a closing mark is stray: another one closes the same quotation later.

    Known loss: a quotation whose successor lost its opening mark is joined with it, unless a verb
    of saying stands between.
    """
    following = marks[at + 1] if at + 1 < len(marks) else None
    if following is None or following.role == "open":
        mark = marks[at]
        if following is None or text[mark.start - 1 : mark.start] != ",":
            return False
        if at + 2 < len(marks) and marks[at + 2].role == "close":
            return False  # it opens a quotation that is closed in turn
        return _closes_after_all(text, following, end) and not _speech(text, mark, following)
    mark = marks[at]
    odd = mark.turned or text[mark.start - 1] == ","
    return odd and following.role == "close" and not _speech(text, mark, following)


def _speech(text: str, mark: _Mark, following: _Mark) -> bool:
    return SPEECH.match(text, mark.end, following.start) is not None


def _pair_single(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Quotations in single marks: an opening one needs a space before and a word after it."""
    marks = list(SINGLE.finditer(text, start, end))
    at = 0
    while at < len(marks):
        mark = marks[at]
        at += 1
        if not _opens_single(text, mark.start(), start, end):
            continue
        closing = _closing_single(text, marks, at, start, end)
        if closing is None:
            continue
        a, b = mark.start(), marks[closing].end()
        yield Quotation(Span(a, b), Span(a + 1, b - 1), single=True)
        at = closing + 1


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    beside = before in BEFORE_OPENING or before in '"“„«' or before.isspace()
    if not beside or not (after.isalnum() or after in '“"[…$£€'):
        return False
    return text[at] in "‘‚‹" or not CLIPPED.match(text, at + 1, end)


def _closing_single(
    text: str, marks: Sequence[re.Match[str]], at: int, start: int, end: int
) -> int | None:
    """The mark that closes: after a stop, or before white space or a stop.

    "the workers' union" closes nothing while a better mark follows.
    """
    opening = marks[at - 1].start()
    possessive = None
    for index in range(at, len(marks)):
        place = marks[index].start()
        if place - opening > LONGEST_SINGLE or "\n" in text[opening:place]:
            break
        if _opens_single(text, place, start, end):
            break
        before = text[place - 1]
        after = text[place + 1] if place + 1 < end else " "
        if before.isspace() or after.isalnum():
            continue
        if before == "s" and after == " " and text[place] != "›":
            possessive = index if possessive is None else possessive
            continue
        return index
    return possessive
