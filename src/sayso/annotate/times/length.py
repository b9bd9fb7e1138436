"""Durations, sets, clock times, and the vague past, present and future."""

from __future__ import annotations

from dataclasses import replace

from sayso.annotate.times.absolute import edge
from sayso.annotate.times.calendar import covered, duration, granularity, shifted
from sayso.annotate.times.context import Context
from sayso.annotate.times.grammar import Handler, Hit, Reading, Rule, ascii_digits, rule
from sayso.annotate.times.relative import length_mod
from sayso.annotate.times.words import (
    MONTHS,
    PARTS,
    PLURALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    ZONES,
    listed,
)

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


# "a night", "a season", "a weekend", "a quarter" tell no length.
_NO_PERIOD = frozenset(("S", "NIGHT", "SEASON", "WE", "Q"))


# Months that reports sum up besides quarters: "in the nine months".
_REPORTED = frozenset((6, 9))


def _length(hit: Hit, context: Context) -> Reading | None:
    """ "30 years", "a week", "five-day", "the past three years", "two to three weeks".

    Of a range the value is its lower end, EQUAL_OR_MORE.
    """
    unit = _unit(hit)
    if _some_day(hit):
        return Reading("DATE", "FUTURE_REF")
    low = hit.number("low")
    number = 1 if hit.has("one") else hit.number("count") if low is None else low
    if unit == "Q" and number and not hit.has("rel") and _fraction(hit, number):
        return None
    if (hit.has("one") and unit in _NO_PERIOD) or hit.word("unit") == "second":
        return None
    count = "X" if number is None else _decimal(hit) or str(number)
    if unit in ("DE", "CE", "ML") and count.isdecimal():
        unit, factor = "Y", {"DE": 10, "CE": 100, "ML": 1000}[unit]
        count = str(int(count) * factor)
    if count.endswith(".5"):
        return Reading("DURATION", _half_more(unit, int(count[:-2] or 0)), length_mod(hit))
    mod = length_mod(hit) if low is None else "EQUAL_OR_MORE"
    if unit == "M" and number in _REPORTED and not hit.has("mod"):
        context.longer = True
    return Reading("DURATION", duration(unit, count), mod)


_WAYS = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}


def _length_from_now(hit: Hit, context: Context) -> Reading | None:
    """ "the past three years", "the next six months", with the days that they cover."""
    reading = _length(hit, context)
    way, number = _WAYS.get(hit.word("rel")), hit.number("count")
    now = covered(context.now())
    if reading is None or way is None or number is None or now is None or now[0] < now[1]:
        return reading
    far = shifted(now[0], _unit(hit), way * number)
    if far is None or hit.tokens.word(hit.end) == "of":  # "the last three years of the war"
        return reading
    return replace(reading, days=(min(now[0], far), max(now[0], far)), anchor=now[0].isoformat())


_MODALS = frozenset(listed("will would may might could can shall 'll ’ll should"))


def _some_day(hit: Hit) -> bool:
    """Whether this is the "one day" of "it will one day be"."""
    words = [hit.tokens.word(index) for index in range(hit.start, hit.end)]
    return words == ["one", "day"] and hit.tokens.word(hit.start - 1) in _MODALS


def _fraction(hit: Hit, number: int) -> bool:
    """Whether so many quarters are of something: "three quarters of the voters"."""
    return number == 3 or hit.tokens.word(hit.end) in ("of", "the")


def _decimal(hit: Hit) -> str | None:
    """The count as written, if it is a single number with decimals."""
    words = hit.words("count") if hit.has("count") else []
    return ascii_digits(words[0].replace(",", "")) if len(words) == 1 and "." in words[0] else None


_HALVES = {"Y": "6M", "D": "T12H", "H": "30M", "MIN": "30S"}


def _and_a_half(hit: Hit, context: Context) -> Reading | None:
    """ "a year and a half", "two and a half hours", "2 1/2 years"."""
    unit = _unit(hit)
    number = 1 if hit.has("one") else hit.number("count")
    if number is None or (hit.has("part") and hit.words("part") != ["1", "/", "2"]):
        return None
    return Reading("DURATION", _half_more(unit, number), length_mod(hit))


def _half_more(unit: str, number: int) -> str:
    """The value of so many units and a half."""
    if unit in ("DE", "CE", "ML"):
        tens = {"DE": 10, "CE": 100, "ML": 1000}[unit]
        return f"P{number * tens + tens // 2}Y"
    if unit in _HALVES:
        return duration(unit, str(number)) + _HALVES[unit]
    return duration(unit, f"{number}.5")


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
    """ "in recent weeks"; a bare "recent" only where a story of its own time is told."""
    if hit.has("unit") and hit.word("unit") in ("days", "weeks", "months", "quarters"):
        return Reading("DURATION", duration(_unit(hit), "X"))
    return Reading("DATE", "PAST_REF") if hit.has("unit") or context.narrative else None


def _future(hit: Hit, context: Context) -> Reading | None:
    """A bare "future" is mostly an adjective in the news."""
    return Reading("DATE", "FUTURE_REF") if hit.has("the") or context.narrative else None


# Words after "in the past" that begin a clause; before a noun "past" is an adjective.
_CLAUSE = frozenset(listed("it he she they we i you there has have had was were is are people"))


def _past(hit: Hit, context: Context) -> Reading | None:
    if hit.has("before") and hit.tokens.word(hit.end) not in _CLAUSE:
        return None
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
    if hit.has("month"):
        return Reading("SET", f"XXXX-{MONTHS[hit.word('month')]:02}")
    if hit.has("season"):
        season = SEASONS.get(hit.word("season").rstrip("s"))
        return Reading("SET", f"XXXX-{season}") if season else None
    count = hit.number("count") or 1
    return Reading("SET", duration(_unit(hit), str(count)))


def _clock(hit: Hit, context: Context) -> Reading | None:
    digits = hit.word("hour")
    hour, minute = _hour(hit, digits)
    if hour is None or hour > 24 or hit.tokens.word(hit.start - 1) in _NAMING:
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
# A greeting, or part of a name: "good evening", "high noon".
_NAMING = frozenset(("good", "high"))


def _part(hit: Hit, context: Context) -> Reading | None:
    """ "the morning", "at dawn", "in the evening": of the day the text stands at."""
    if hit.word("part") in _LIGHT or hit.tokens.word(hit.start - 1) in _NAMING:
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
        "(?P<mod>LENGTHMOD)? (?: (?P<one>AN) (?= ONEUNIT (?! DASH LONG)) "
        "| LOWER? (?P<count>NUMBER) | AN? FEW | SEVERAL ) DASH? MORE? (?P<unit>ANYUNIT) "
        "(?: DASH? LONG | OR SO )? (?! DASH? OLD | DASH [AGO EARLIER])",
        _length,
    ),
    rule("another", "AN? ANOTHER (?P<unit>(?P<one>ONEUNIT))", _length),
    rule("another two", "AN? ANOTHER (?P<count>NUMBER) (?P<unit>ANYUNIT)", _length),
    rule("decades-long", "(?P<unit> (?P<one>ONEUNIT) | UNITS ) DASH LONG", _length),
    rule("the length", "THE (?P<count>NUMBER) (?P<unit>UNITS)", _length),
    rule("bare units", "(?P<unit>UNITS) (?: [OR AND] UNITS)? (?! DASH? OLD | YEAR)", _bare_units),
    rule(
        "past length",
        "THE? (?P<rel> LAST|PREVIOUS|NEXT|FOLLOWING|FIRST|ORDINAL|THESE|THOSE ) "
        "(?: LOWER? (?P<count>NUMBER) | FEW | SEVERAL ) (?P<unit>ANYUNIT) (?: OR SO )?",
        _length_from_now,
    ),
    rule(
        "length and a half",
        "(?P<mod>LENGTHMOD)? (?P<one>AN) (?P<unit>ONEUNIT) DASH? AND DASH? AN? DASH? HALF",
        _and_a_half,
    ),
    rule(
        "so many and a half",
        "(?P<mod>LENGTHMOD)? (?P<count>INTEGER|WORDNUMBER) "
        "(?: DASH? AND DASH? AN? DASH? HALF | (?P<part>DIGIT SLASH DIGIT) ) DASH? "
        "(?P<unit>ANYUNIT)",
        _and_a_half,
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
        "(?P<weekday>WEEKDAY) | (?P<part>PART|NIGHT) | (?P<month>MONTH) | (?P<season>SEASON) )",
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
    rule("recent", "RECENT (?P<unit>[UNITS QUARTER])?", _recent),
    rule("former", "FORMER", _former),
    rule(
        "the past",
        "THE (?P<past>LAST) (?!OTHERWORD|NUMBER|ANYUNIT|MONTH|SEASON|FEW|SEVERAL|COUPLE)",
        _past,
    ),
    rule("in the past", "(?P<before>(?<=IN)) THE (?P<past>LAST) (?=OTHERWORD)", _past),
    rule("future", "(?P<the>THE OTHERWORD?)? FUTURE", _future),
    rule("this time", "(?<=[IN FROM ABOUT]) THIS TIMEWORD", _fixed("PRESENT_REF")),
)
