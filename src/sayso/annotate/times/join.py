"""Clock times and the days they belong to: "9 a.m. Tuesday", "00:00 hours on 10 November"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.annotate.times.calendar import granularity
from sayso.annotate.times.grammar import Hit, Reading
from sayso.annotate.times.words import Tokens

Joined = tuple[int, int, Reading]
# Words that may stand between a clock time and its day without making them two expressions.
_INSIDE = frozenset((",", "of"))
# Words that may stand between them where they stay two: "00:00 hours (Moscow time) on".
_BETWEEN = frozenset(("on", "local", "time", "hours", "(", ")", ",", "the", "standard"))
_REACH = 6
_CLOCK = re.compile(r"[\dX-]{10}(T.*)")


def joined(cut: Tokens, read: Sequence[tuple[Hit, Reading]]) -> list[Joined]:
    """Token ranges with readings: a clock time takes the day that stands next to it."""
    result: list[Joined] = []
    index = 0
    while index < len(read):
        hit, reading = read[index]
        item: Joined = (hit.start, hit.end, reading)
        if index + 1 < len(read):
            after, day = read[index + 1]
            between = [cut.word(k) for k in range(hit.end, min(after.start, hit.end + _REACH))]
            merged = _merged(reading, day, between) if _near(hit, after) else None
            if merged and all(word in _INSIDE for word in between):
                item, index = (hit.start, after.end, merged), index + 1
            elif merged and (_aside(between) or _on(between)):
                item = (hit.start, hit.end, merged)
            elif _near(hit, after) and not between and (later := _merged(day, reading, between)):
                item, index = (hit.start, after.end, later), index + 1
        result.append(item)
        index += 1
    return result


def _aside(words: Sequence[str]) -> bool:
    """Whether only an aside stands between: "10:35 a.m. (0735 GMT) Friday"."""
    return words[:1] == ["("] and words[-1:] == [")"]


def _on(words: Sequence[str]) -> bool:
    """Whether only a zone and "on" stand between; a place name before "time" is a zone."""
    return words[-1:] == ["on"] and all(
        word in _BETWEEN or words[k + 1 : k + 2] == ["time"] for k, word in enumerate(words)
    )


def _near(first: Hit, second: Hit) -> bool:
    return 0 <= second.start - first.end < _REACH


def _merged(time: Reading, day: Reading, between: Sequence[str]) -> Reading | None:
    """The clock time on that day; None when they are no such pair."""
    if time.type != "TIME" or time.talks or day.type != "DATE" or day.value is None:
        return None
    clock = _CLOCK.fullmatch(time.value or "")
    if clock is None or granularity(day.value) != "D":
        return None
    return replace(time, value=day.value + clock[1], anchor=day.anchor, talks=day.value)
