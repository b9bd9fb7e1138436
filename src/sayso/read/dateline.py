"""The agency dateline: ``PLACE, Region, Dec. 3 (Agency) –`` at the head of a report."""

from __future__ import annotations

import re
from typing import NamedTuple

from sayso.read.dates import DAY, MONTH, YEAR, calendar_day, month_number
from sayso.rows import Span

WORD = r"[^\W\d_](?:[\w'’-]|\.(?=\w))*\.?"
NAME = rf"(?!(?i:{MONTH})(?:\s|$)){WORD}(?:[ \t]{WORD}){{0,3}}?"
DATELINE = re.compile(
    rf"""(?P<place>{NAME})
    (?:[ ]\([^()\n]{{2,30}}\)(?=[ ]\())?
    (?:,[ ](?P<region>{NAME}))??
    (?:[,.]?[ ]\(?(?P<date>
       (?i:(?P<month>{MONTH})[ ]?(?P<day>{DAY})|(?P<day2>{DAY})[ ](?P<month2>{MONTH}))
       (?:,?[ ](?P<year>{YEAR})\b)?)\)?)?
    (?:[,.]?[ ]*(?:\((?P<bracket>[^()\n]{{2,40}})\)|/(?P<slash>[^/\n]{{2,30}})/)
      |,[ ](?P<capitals>[A-Z]{{4,}})(?=[.:])
      |(?(date)[ ][-–—][ ](?P<after>[A-Z]\w+(?:[ ][A-Z]\w+)?)(?=\.[ ])|(?!)))?
    (?P<mark>\.?[ ]?--?(?=[ ])|\.?[ ]?[–—―](?=\s?\S)|[.:](?=[ ])|[,.:]?[ ]?$|(?(date)(?=[ ])|(?!)))
    """,
    re.X,
)
# The line under a dateline that names the agency and nothing else: ``Agency:``.
TAG = re.compile(r"(?P<name>[^\W\d_a-z][\w.’'&-]*(?:\s[^\W\d_a-z][\w.’'&-]*){0,2})\s?:")
REACH = 240
# fmt: off
CONNECTORS = frozenset((
    "a", "al", "am", "an", "and", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "en",
    "la", "las", "le", "les", "los", "of", "on", "sul", "sur", "the", "upon", "van", "von", "y",
))
# Words that stand where a place does, in capitals or before a colon, and are none.
LABELS = frozenset((
    "advertisement", "after", "alert", "analysis", "and", "answer", "as", "at", "audio",
    "background", "before", "blog", "breaking", "briefing", "but", "by", "caption", "column",
    "comment", "context", "correction", "developing", "edited", "editor", "editorial", "essay",
    "exclusive", "explained", "explainer", "fact", "factbox", "facts", "feature", "fiction",
    "film", "flash", "for", "from", "gallery", "guide", "he", "headline", "here", "highlights",
    "host", "how", "however", "i", "if", "image", "in", "infographic", "interview", "it",
    "just", "latest", "letter", "letters", "listen", "live", "map", "media", "moderator",
    "more", "music", "must", "myth", "news", "no", "note", "now", "obituary", "op-ed",
    "opinion", "photo", "photos", "picture", "pictures", "podcast", "poll", "preview",
    "profile", "q", "question", "quiz", "quote", "read", "recap", "report", "reporter",
    "review", "score", "she", "so", "source", "sources", "special", "spoiler", "sport", "story",
    "summary", "table", "that", "there", "these", "they", "this", "those", "thread", "timeline",
    "tip", "to", "today", "topic", "trending", "tweet", "update", "updated", "urgent",
    "verdict", "video", "videos", "view", "viewpoint", "warning", "watch", "we", "weather",
    "what", "when", "where", "while", "who", "why", "with", "yes", "you",
))
# fmt: on


class Dateline(NamedTuple):
    """A dateline and where the sentence after it begins."""

    span: Span
    body: int
    """Where the report itself begins; the end of the line when the dateline stands alone."""
    month: int | None
    day: str | None
    year: str | None
    date: Span | None
    agency: Span | None
    weak: bool
    """``Word: …`` or ``Word – …``: a place only where nothing else speaks against it."""


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that ``text[start:end]`` begins with, if it does."""
    head = text[start : min(end, start + REACH)]
    match = DATELINE.match(head)
    if match is None:
        return None
    alone = match.end() >= end - start
    if not _is_dateline(match, head, alone):
        return None
    return _made(match, text, start, end)


def _is_dateline(match: re.Match[str], head: str, alone: bool) -> bool:
    words = match["place"].split()
    if not _is_name(words) or any(_is_label(word) for word in words if word not in CONNECTORS):
        return False
    capitals = match["place"].isupper() and len(words[0]) > 1
    agency = _agency(match) is not None
    mark = match["mark"].strip(" ")
    follows = head[match.end() :].lstrip()[:1]
    if alone:
        return bool(match["date"]) and (capitals or bool(match["region"]) or agency)
    if not follows or follows.islower():
        return False
    if match["date"]:
        return capitals or agency or mark[-1:] in tuple(":-–—―")
    if agency:
        return mark != ""
    if match["region"] and not capitals and mark in (".", ":"):
        return False
    if mark[-1:] in tuple("-–—―"):
        # ``Name – a description – did it``: the second dash closes what the first one opened.
        return capitals or not re.search(r"\s[-–—―]+\s", head[match.end() :])
    return mark == ":" and _is_before_colon(words, follows)


def _is_label(word: str) -> bool:
    return word.lower().rstrip(".").removesuffix("’s").removesuffix("'s") in LABELS


def _is_name(words: list[str]) -> bool:
    upper = [word for word in words if word[0].isupper()]
    return words[0][0].isupper() and all(
        word in upper or word.lower() in CONNECTORS for word in words
    )


def _is_before_colon(words: list[str], follows: str) -> bool:
    """``Place: The …`` but not ``Speaker: “…”``."""
    return len(words) <= 3 and follows.isupper()


def _agency(match: re.Match[str]) -> str | None:
    return next((g for g in ("bracket", "slash", "capitals", "after") if match[g]), None)


def _made(match: re.Match[str], text: str, start: int, end: int) -> Dateline:
    body = start + match.end()
    while body < end and text[body].isspace():
        body += 1
    month = match["month"] or match["month2"]
    agency = _agency(match)
    tail = start + len(match[0].rstrip())
    return Dateline(
        span=Span(start, tail),
        body=body,
        month=month_number(month) if month else None,
        day=match["day"] or match["day2"],
        year=match["year"],
        date=Span(start + match.start("date"), start + match.end("date")) if month else None,
        agency=Span(start + match.start(agency), start + match.end(agency)) if agency else None,
        weak=not month
        and agency is None
        and not (match["place"].isupper() and ":" not in match["mark"]),
    )


def places(text: str, span: Span) -> tuple[Span, ...]:
    """The place that a dateline names, and its region if it names one.

    ``span`` is a block that the layout has found to be a dateline.
    """
    match = DATELINE.match(text[span.start : span.end])
    if match is None:
        return ()
    found = (match.span(group) for group in ("place", "region") if match[group])
    return tuple(Span(span.start + start, span.start + end) for start, end in found)


def is_real(line: Dateline) -> bool:
    """Whether the calendar has the dateline's day (in a leap year if it names none)."""
    if line.month is None or line.day is None:
        return True
    return calendar_day(line.year or "2000", line.month, line.day) is not None
