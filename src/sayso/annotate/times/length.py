"""Durations, sets, clock times, and the vague past, present and future."""

from __future__ import annotations

from sayso.annotate.times.absolute import edge
from sayso.annotate.times.calendar import covered, duration, granularity
from sayso.annotate.times.context import Context
from sayso.annotate.times.grammar import Handler, Hit, Reading, Rule, rule
from sayso.annotate.times.relative import length_mod
from sayso.annotate.times.words import PARTS, PLURALS, UNITS, WEEKDAYS, ZONES, listed

SETS = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
    "everyday": "P1D",
}


def _unit(hit: Hit) -> str:
    word = hit.word("unit")
    return UNITS.get(word) or PLURALS.get(word) or "D"


# "a night", "a season", "a weekend" tell no length.
_NO_PERIOD = frozenset(("S", "NIGHT", "SEASON", "WE"))


def _length(hit: Hit, context: Context) -> Reading | None:
    """ "30 years", "a week", "five-day", "the past three years"."""
    unit = _unit(hit)
    number = 1 if hit.has("one") else hit.number("count")
    if unit == "Q" and (hit.tokens.word(hit.end) in ("of", "the") or number == 3):
        return None  # three quarters of something
    if (hit.has("one") and unit in _NO_PERIOD) or hit.word("unit") == "second":
        return None
    count = "X" if number is None else str(number)
    if unit in ("DE", "CE", "ML") and count != "X":
        unit, factor = "Y", {"DE": 10, "CE": 100, "ML": 1000}[unit]
        count = str(int(count) * factor)
    return Reading("DURATION", duration(unit, count), length_mod(hit))


# Plurals that are periods on their own ("for years"); "times" and "seconds" are not.
_BARE = frozenset(listed("days weeks months years decades centuries"))


def _bare_units(hit: Hit, context: Context) -> Reading | None:
    """ "for years", "weeks": an unknown number of them."""
    if hit.word("unit") not in _BARE or hit.tokens.word(hit.start - 1) in ("-", "–"):
        return None
    return Reading("DURATION", duration(_unit(hit), "X"))


def _former(hit: Hit, context: Context) -> Reading | None:
    """Only where a story of its own time is told; in the news "former" is part of an office."""
    return Reading("DATE", "PAST_REF") if context.narrative else None


def _recent(hit: Hit, context: Context) -> Reading | None:
    if hit.has("unit") and hit.word("unit") in ("days", "weeks", "months"):
        return Reading("DURATION", duration(_unit(hit), "X"))
    return Reading("DATE", "PAST_REF")


def _future(hit: Hit, context: Context) -> Reading | None:
    """A bare "future" is mostly an adjective in the news."""
    return Reading("DATE", "FUTURE_REF") if hit.has("the") or context.narrative else None


def _past(hit: Hit, context: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF") if hit.word("past") == "past" else None


def _couple(hit: Hit, context: Context) -> Reading | None:
    return Reading("DURATION", duration(_unit(hit), "2"), "APPROX")


def _half(hit: Hit, context: Context) -> Reading | None:
    halves = {"Y": "P6M", "H": "PT30M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H"}
    value = halves.get(_unit(hit))
    return Reading("DURATION", value, length_mod(hit)) if value else None


def _set(hit: Hit, context: Context) -> Reading | None:
    word = hit.word("set")
    if word in SETS:
        return Reading("SET", SETS[word])
    if hit.has("weekday"):
        return Reading("SET", f"XXXX-WXX-{WEEKDAYS[hit.word('weekday')]}")
    if hit.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{PARTS[hit.word('part')]}")
    count = hit.number("count") or 1
    return Reading("SET", duration(_unit(hit), str(count)))


def _clock(hit: Hit, context: Context) -> Reading | None:
    digits = hit.word("hour")
    hour, minute = _hour(hit, digits)
    if hour is None or hour > 24:
        return None
    value = f"{hour:02}:{minute:02}"
    zone = ZONES.get(hit.word("zone"), "") if hit.has("zone") else ""
    told = context.day if (context.narrative or context.reference is None) else None
    if told is None:
        days = covered(context.now())
        exact = days and context.now() and granularity(context.now() or "") == "D"
        told = days[0].isoformat() if days and exact else "XXXX-XX-XX"
    return Reading("TIME", f"{told}T{value}{zone}")


def _hour(hit: Hit, digits: str) -> tuple[int | None, int]:
    if digits in ("noon", "midday"):
        return 12, 0
    if digits == "midnight":
        return 0, 0
    if ":" in digits:
        hour, minute = (int(part) for part in digits.split(":")[:2])
    else:
        hour, minute = hit.number("hour") or 0, 0
    half = hit.word("half")
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return hour, minute


# Without a day these set a scene more often than they tell a time.
_LIGHT = frozenset(listed("dawn dusk sunset sunrise daybreak nightfall"))


def _part(hit: Hit, context: Context) -> Reading | None:
    """ "the morning", "at dawn", "in the evening": of the day the text stands at."""
    if hit.word("part") in _LIGHT:
        return None
    base = context.now() if not context.narrative else context.told
    day = base[:10] if base and granularity(base) == "D" else "XXXX-XX-XX"
    return Reading("TIME", f"{day}T{PARTS[hit.word('part')]}", edge(hit))


def _fixed(value: str) -> Handler:
    def handler(hit: Hit, context: Context) -> Reading | None:
        return Reading("DATE", value)

    return handler


RULES: tuple[Rule, ...] = (
    rule(
        "length",
        "(?P<mod>LENGTHMOD)? (?: (?P<one>AN) (?=ONEUNIT) | (?P<count>NUMBER) | AN? FEW | SEVERAL ) "
        "DASH? MORE? (?P<unit>ANYUNIT) (?! DASH? OLD)",
        _length,
    ),
    rule("the length", "THE (?P<count>NUMBER) (?P<unit>UNITS)", _length),
    rule("bare units", "(?P<unit>UNITS)", _bare_units),
    rule(
        "past length",
        "THE? (?:LAST|PREVIOUS|NEXT|FOLLOWING|FIRST|ORDINAL|THESE|THOSE) (?: (?P<count>NUMBER) "
        "| FEW | SEVERAL ) "
        "(?P<unit>ANYUNIT)",
        _length,
    ),
    rule("couple", "(?: AN | THE? (?:LAST|NEXT) ) COUPLE OF? (?P<unit>ANYUNIT)", _couple),
    rule(
        "half",
        "(?P<mod>LENGTHMOD)? (?:HALF DASH? AN? | AN HALF DASH?) (?P<unit>UNIT|YEARWORD)",
        _half,
    ),
    rule("set word", "(?P<set>EVERYDAY)", _set),
    rule(
        "set",
        "EVERY (?P<set>OTHER)? (?: (?P<count>NUMBER)? (?P<unit>UNIT|UNITS|YEARWORD|QUARTER) | "
        "(?P<weekday>WEEKDAY) | (?P<part>PART|NIGHT) )",
        _set,
    ),
    rule("per", "(?P<set>PER) (?P<unit>UNIT|YEARWORD)", _set),
    rule(
        "clock",
        "(?P<hour>CLOCK|DIGIT|TEENS) (?P<half>AMPM) OCLOCK? (?: LEFT? (?P<zone>ZONE) RIGHT?)?",
        _clock,
    ),
    rule("hours", "(?P<hour>CLOCK|NOON) (?:OCLOCK|UNITS)? (?P<half>AMPM)? (?P<zone>ZONE)?", _clock),
    rule("oclock", "(?P<hour>DIGIT|CARDINAL) OCLOCK (?P<half>AMPM)?", _clock),
    rule("part", "(?P<mod>EARLY|LATE|MID DASH?)? THE? (?P<part>PART)", _part),
    rule("night", "(?<=IN)(?P<part>NIGHT)", _part),
    rule("now", "RIGHTLY? NOW", _fixed("PRESENT_REF")),
    rule("current", "CURRENT (?!ANYUNIT)", _fixed("PRESENT_REF")),
    rule("recently", "RECENTLY", _fixed("PAST_REF")),
    rule("recent", "RECENT (?P<unit>UNITS)?", _recent),
    rule("former", "FORMER", _former),
    rule(
        "the past",
        "THE (?P<past>LAST) (?!OTHERWORD|NUMBER|ANYUNIT|MONTH|SEASON|FEW|SEVERAL|COUPLE)",
        _past,
    ),
    rule("future", "(?P<the>THE OTHERWORD?)? FUTURE", _future),
    rule("this time", "THIS TIMEWORD", _fixed("PRESENT_REF")),
)
