"""Dates that count from another: "last month", "two days later", "on Wednesday", "tonight"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.annotate.times.absolute import edge
from sayso.annotate.times.calendar import (
    covered,
    granularity,
    moved,
    nearest_weekday,
    render,
    shifted,
)
from sayso.annotate.times.context import Context, full
from sayso.annotate.times.grammar import Hit, Reading, Rule, number, rule
from sayso.annotate.times.words import (
    CODES,
    MONTHS,
    PARTS,
    PLURALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    listed,
)

STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1}
STEPS |= {"next": 1, "coming": 1, "upcoming": 1, "following": 1, "ensuing": 1, "subsequent": 1}
STEPS |= {"succeeding": 1, "later": 1, "after": 1}
HERE = frozenset(("next", "last", "past", "coming", "upcoming"))


def base_of(context: Context, word: str) -> str | None:
    """What "last" or "following" counts from: the published date, or the date last told."""
    if word in HERE or context.told is None:
        return context.now()
    return context.told


def unit_of(word: str) -> str:
    """The unit that a word names in the singular or plural."""
    return UNITS.get(word) or PLURALS.get(word) or "D"


def relative_to(hit: Hit, base: str | None, unit: str, count: int) -> Reading | None:
    """The value ``count`` units from ``base``, as a DATE."""
    days = covered(base)
    if base is None or days is None:
        return Reading("DATE", _unknown(unit), edge(hit))
    if unit in ("D", "NIGHT", "W") and granularity(base) not in ("D", "W"):
        day = shifted(days[0], unit, count) if granularity(base) == "W" else None
        if day is None:
            return Reading("DATE", _unknown_within(base, unit), edge(hit), days[0].isoformat())
    value = moved(base, unit, count)
    if value is None:
        return None
    return Reading("DATE", value, edge(hit), days[0].isoformat(), talks=value)


def _unknown(unit: str) -> str:
    return {"D": "XXXX-XX-XX", "NIGHT": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(
        unit, "XXXX"
    )


def _unknown_within(base: str, unit: str) -> str:
    if unit == "W":
        return base[:4] + "-WXX"
    return (base[:7] if granularity(base) == "M" else base[:4] + "-XX") + "-XX"


def _named_unit(hit: Hit, context: Context) -> Reading | None:
    """ "last month", "the following day", "the previous year"."""
    word = hit.word("rel")
    unit = unit_of(hit.word("unit"))
    if unit in ("S", "MIN", "H", "SEASON"):
        return None
    if hit.word("unit") == "quarters":
        return Reading("DATE", "PAST_REF" if STEPS[word] < 0 else "FUTURE_REF")
    if word == "past" and unit in ("DE", "CE", "Y"):
        length = {"DE": "P10Y", "CE": "P100Y", "Y": "P1Y"}[unit]
        return (
            Reading("DURATION", length)
            if unit != "Y" or context.narrative
            else _plain(hit, context)
        )
    return _plain(hit, context)


def _plain(hit: Hit, context: Context) -> Reading | None:
    word, unit = hit.word("rel"), unit_of(hit.word("unit"))
    if context.before_christ is not None and unit == "Y":
        year = context.before_christ = context.before_christ - STEPS[word]
        return Reading("DATE", f"BC{year:04}", edge(hit))
    return relative_to(hit, base_of(context, word), unit, STEPS[word])


_QUOTES = frozenset(('"', "“", "`", "'", "‘"))


def _capital(hit: Hit) -> bool:
    return all(hit.tokens.raw(index)[:1].isupper() for index in range(hit.start, hit.end))


def _this_unit(hit: Hit, context: Context) -> Reading | None:
    """ "this week" is the published one; "that month", "the same day" the one last told."""
    unit = unit_of(hit.word("unit"))
    if unit in ("S", "MIN", "H", "SEASON", "DE", "CE"):
        return None
    word = hit.word("rel")
    if hit.tokens.word(hit.start - 1) in _QUOTES and _capital(hit):
        return None  # a programme: "This Week"
    base = context.now() if word in ("this", "current") else context.told or context.now()
    reading = relative_to(hit, base, unit, 0)
    if reading is None:
        return None
    return Reading(reading.type, reading.value, edge(hit), reading.anchor)


def _counted(hit: Hit, context: Context) -> Reading | None:
    """ "35 years ago", "two days later"."""
    count = 1 if hit.has("one") else hit.number("count")
    unit = unit_of(hit.word("unit"))
    way = hit.word("way")
    back = way in ("ago", "earlier", "previously", "before")
    base = context.now() if way in ("ago", "hence") else (context.told or context.now())
    if context.reference is not None and not context.narrative and not context.explicit:
        base = context.now()
    mod = length_mod(hit)
    if (
        unit == "Y"
        and back
        and count
        and context.quarter
        and not (context.longer or context.narrative)
    ):
        value = moved(context.quarter, "Q", -4 * count)
        return Reading("DATE", value, mod, context.anchor())
    if unit in ("S", "MIN", "H"):
        return Reading("TIME", _unknown("D") + "TXX", mod)
    if count is None or unit not in ("D", "W", "M", "Y", "DE", "CE", "NIGHT", "Q", "FORTNIGHT"):
        return Reading("DATE", "PAST_REF" if back else "FUTURE_REF", mod)
    reading = relative_to(hit, base, unit, -count if back else count)
    if reading is None:
        return None
    return Reading(reading.type, reading.value, mod, reading.anchor, reading.talks)


def _before(hit: Hit, context: Context) -> Reading | None:
    """ "down from two million the year before": of the date last told."""
    unit = unit_of(hit.word("unit"))
    if unit not in ("D", "NIGHT", "W", "M", "Y"):
        return None
    return relative_to(hit, context.told or context.now(), unit, -1)


def length_mod(hit: Hit) -> str | None:
    """The TIMEX3 mod that the words before a count say."""
    if not hit.has("mod"):
        return None
    words = " ".join(hit.words("mod"))
    for phrase, mod in (
        ("at least", "EQUAL_OR_MORE"),
        ("no less than", "EQUAL_OR_MORE"),
        ("no more than", "EQUAL_OR_LESS"),
        ("not more than", "EQUAL_OR_LESS"),
        ("up to", "EQUAL_OR_LESS"),
        ("at most", "EQUAL_OR_LESS"),
        ("more than", "MORE_THAN"),
        ("over", "MORE_THAN"),
        ("less than", "LESS_THAN"),
        ("fewer than", "LESS_THAN"),
        ("under", "LESS_THAN"),
        ("nearly", "LESS_THAN"),
        ("almost", "LESS_THAN"),
    ):
        if phrase in words:
            return mod
    return edge(hit) if edge(hit) == "APPROX" else None


_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "overnight": 0}


# Places and subjects that are the first word of a paper or station called "… Today".
_PAPERS = frozenset(listed("russia india psychology history physics africa ukraine"))


def _titled(hit: Hit) -> bool:
    """Whether "Today" ends the name of a paper: "USA Today", "Russia Today"."""
    before = hit.tokens.raw(hit.start - 1)
    return (before.isupper() and len(before) > 1) or before.lower() in _PAPERS


def _today(hit: Hit, context: Context) -> Reading | None:
    word = hit.word("today")
    if hit.tokens.raw(hit.match.start("today")) == "Today" and _titled(hit):
        return None
    days = covered(context.now())
    if word == "today" and context.narrative:
        return Reading("DATE", "PRESENT_REF")
    part = "NI" if word in ("tonight", "overnight") else ""
    if hit.has("part"):
        part = PARTS[hit.word("part")]
    day = shifted(days[0], "D", _DAYS[word]) if days else None
    value = day.isoformat() if day else "XXXX-XX-XX"
    anchor = context.anchor()
    if part:
        talks = None if word == "overnight" else value
        return Reading("TIME", f"{value}T{part}", edge(hit), anchor, talks=talks)
    return Reading("DATE", value, edge(hit), anchor, talks=value)


def _part_of_day(hit: Hit, context: Context) -> Reading | None:
    """ "this morning", "last night", "that afternoon", "the same night", "the next morning"."""
    word = hit.word("rel")
    part = PARTS[hit.word("part")]
    base = context.now() if word in ("this", "last") else context.told or context.now()
    days = covered(base)
    count = STEPS.get(word, 0)
    known = days is not None and base is not None and granularity(base) == "D"
    day = shifted(days[0], "D", count) if days and known else None
    value = day.isoformat() if day else "XXXX-XX-XX"
    anchor = days[0].isoformat() if day and days else None
    return Reading("TIME", f"{value}T{part}", edge(hit), anchor, talks=value)


def _weekday(hit: Hit, context: Context) -> Reading | None:
    weekday = WEEKDAYS[hit.word("day")]
    word = hit.word("rel")
    if len(hit.word("day")) < 4 and not (hit.has("dot") or word not in ("", "that")):
        return None
    direction = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word)
    direction = 1 if word in ("following", "upcoming") else direction
    base = covered(base_of(context, word) if word else context.now())
    if base is None:
        return Reading("DATE", f"XXXX-WXX-{weekday}", edge(hit))
    start = base[0]
    if direction:
        start = shifted(start, "D", direction) or start
        value = _from(start, weekday, direction)
    elif word in ("this", "that"):
        value = _from(start, weekday, 1)
    else:
        value = context.weekday(weekday, hit.start, -1 if _has_been(hit, context) else None) or ""
    anchor = base[0].isoformat()
    if hit.has("part"):
        return Reading("TIME", f"{value}T{PARTS[hit.word('part')]}", edge(hit), anchor, value)
    return Reading("DATE", value, edge(hit), anchor, talks=value)


# Words behind which "Wednesday's ruling" has been, whatever is said to come of it.
_IN_VIEW_OF = frozenset(listed("after around over since following despite from against amid"))


def _has_been(hit: Hit, context: Context) -> bool:
    """Whether what the weekday owns has been: "look for ways to get around Wednesday's ruling"."""
    if context.narrative or hit.tokens.codes[hit.end : hit.end + 1] != CODES["POSSESSIVE"]:
        return False
    return hit.tokens.word(hit.start - 1) in _IN_VIEW_OF


def _from(day: date, weekday: int, direction: int) -> str:
    return nearest_weekday(day, weekday, direction).isoformat()


def _named_month(hit: Hit, context: Context) -> Reading | None:
    """ "last May", "next April", "this September"; "June last year"."""
    days = covered(context.now())
    month = MONTHS[hit.word("month")]
    if days is None:
        return Reading("DATE", f"XXXX-{month:02}", edge(hit))
    year, word = days[0].year, hit.word("rel")
    if hit.has("year"):
        year += STEPS.get(word, 0)
    elif word in ("last", "past", "previous"):
        year -= month >= days[0].month
    elif word in ("next", "coming", "following"):
        year += month <= days[0].month
    value = f"{year:04}-{month:02}"
    return Reading("DATE", value, edge(hit), days[0].isoformat(), talks=value)


def _named_day(hit: Hit, context: Context) -> Reading | None:
    """ "last Oct. 23": of the month that "last" means."""
    month = _named_month(hit, context)
    day = hit.number("date")
    if month is None or month.value is None or day is None:
        return None
    value = f"{month.value}-{day:02}"
    return replace(month, value=value, talks=value) if covered(value) else None


def _week_of(hit: Hit, context: Context) -> Reading | None:
    """ "the week of March 6"."""
    words = [hit.tokens.word(index) for index in range(hit.start, hit.end)]
    month, day = next(MONTHS[w] for w in words if w in MONTHS), number(words)
    year = context.year(month, day, hit.start)
    value = full(year, month, day)
    anchor, context.support = context.support, None
    if hit.word("unit") != "week" or value is None or year is None:
        return None
    return Reading("DATE", moved(value, "W", 0), None, anchor, talks=value)


def _named_season(hit: Hit, context: Context) -> Reading | None:
    """ "last spring", "the summer": of the year the text stands in."""
    season = SEASONS.get(hit.word("season").rstrip("s"))
    if season is None:
        return None
    if hit.word("season") == "fall" and hit.word("rel") not in ("last", "next", "this", "early"):
        return None
    if context.before_christ is not None:
        return Reading("DATE", f"BC{context.before_christ:04}-{season}", edge(hit))
    days = covered(context.now())
    if days is None:
        return Reading("DATE", f"XXXX-{season}", edge(hit))
    step = 0 if hit.word("rel") == "past" else STEPS.get(hit.word("rel"), 0)
    value = f"{days[0].year + step:04}-{season}"
    if not hit.has("rel") and not hit.has("the") and not context.narrative:
        return Reading("DATE", f"XXXX-{season}", edge(hit))
    return Reading("DATE", value, edge(hit), days[0].isoformat(), talks=value)


def _edge_of_unit(hit: Hit, context: Context) -> Reading | None:
    """ "the end of the month", "earlier this year", "year-end", "late last week"."""
    word = hit.word("rel")
    unit = unit_of(hit.word("unit"))
    if unit in ("S", "MIN", "H", "D", "SEASON", "NIGHT"):
        return None
    base = base_of(context, word) if word in STEPS else context.told or context.now()
    if not context.narrative and context.reference is not None and not context.explicit:
        base = context.now()
    reading = relative_to(hit, base, unit, STEPS.get(word, 0))
    if reading is None:
        return None
    return Reading("DATE", reading.value, edge(hit) or "END", reading.anchor)


def _these(hit: Hit, context: Context) -> Reading | None:
    """ "these days", "past years", "coming months"."""
    word = hit.word("rel")
    if word == "these" and hit.word("unit") != "days":
        return None
    values = {"these": "PRESENT_REF", "past": "PAST_REF", "coming": "FUTURE_REF"}
    return Reading("DATE", values[word]) if word in values else None


def _the_unit(hit: Hit, context: Context) -> Reading | None:
    """ "the year", "the week", "the weekend": in the news the one it was published in."""
    if context.narrative or context.reference is None:
        return None
    unit = unit_of(hit.word("unit"))
    if unit not in ("Y", "W", "WE"):
        return None
    if unit == "Y" and (hit.tokens.word(hit.end) in ("ended", "ending", "-") or hit.has("fiscal")):
        return Reading("DURATION", "P1Y")
    if unit == "WE" and context.reference.isoweekday() < 4:
        before = shifted(context.reference, "W", -1) or context.reference
        return Reading("DATE", render(before, unit), None, context.anchor())
    return Reading("DATE", render(context.reference, unit), None, context.anchor())


RULES: tuple[Rule, ...] = (
    rule(
        "named unit",
        "(?P<mod>POINTMOD|EARLIER|LATER|EARLY|LATE)? THE? (?P<rel>LAST|PREVIOUS|NEXT|FOLLOWING) "
        "FISCAL? (?P<unit>UNIT|QUARTER|YEARWORD) (?: OR SO )?",
        _named_unit,
    ),
    rule(
        "this unit",
        "(?P<mod>EARLIER IN?|LATER IN?|EARLY|LATE|POINTMOD)? THE? "
        "(?P<rel>THIS|THAT|SAME|CURRENT) SAME? FISCAL? (?P<unit>UNIT|QUARTER|YEARWORD)",
        _this_unit,
    ),
    rule(
        "counted",
        "(?P<mod>LENGTHMOD)? (?: (?P<one>AN) | (?P<count>NUMBER) | AN? FEW | SEVERAL | AN "
        "COUPLE OF? ) "
        "(?P<unit>ANYUNIT) (?: OR SO )? (?P<way>AGO|EARLIER|LATER|BEFORE(?!OTHERWORD|THE))",
        _counted,
    ),
    rule("the day before", "THE (?P<unit>ONEUNIT) BEFORE (?=[DOT COMMA SENTENCE RIGHT])", _before),
    rule("some time ago", "(?P<unit>UNITS) (?P<way>AGO|EARLIER|LATER)", _counted),
    rule(
        "today",
        "(?P<mod>EARLY|LATE|EARLIER|LATER|MID DASH?)? (?P<today>TODAY) (?P<part>PART|NIGHT)?",
        _today,
    ),
    rule(
        "part of day",
        "(?P<mod>EARLY|LATE|EARLIER|LATER)? THE? "
        "(?P<rel>THIS|LAST|THAT|SAME|NEXT|FOLLOWING|PREVIOUS) (?P<part>PART|NIGHT)",
        _part_of_day,
    ),
    rule(
        "weekday",
        "(?P<mod>EARLY|LATE)? (?: (?: THE (?=[LAST NEXT PREVIOUS FOLLOWING]) | THIS (?=NEXT) )? "
        "(?P<rel>LAST|NEXT|THIS|THAT|PREVIOUS|FOLLOWING) )? "
        "(?P<day>WEEKDAY) (?P<dot>DOT)? (?P<part>PART|NIGHT)?",
        _weekday,
    ),
    rule(
        "named month",
        "(?P<mod>POINTMOD)? (?P<rel>LAST|NEXT|THIS|FOLLOWING|PREVIOUS) (?P<month>MONTH) DOT? "
        "(?!DAY)",
        _named_month,
    ),
    rule(
        "day of a named month",
        "(?P<rel>LAST|NEXT|THIS) (?P<month>MONTH) DOT? (?P<date>DAY)",
        _named_day,
    ),
    rule("week of a day", "THE? (?P<unit>UNIT) OF (?: MONTH DOT? DAY | DAY MONTH )", _week_of),
    rule(
        "month of a year",
        "(?P<mod>POINTMOD)? (?P<month>MONTH) DOT? OF? (?P<rel>LAST|NEXT|THIS|THAT) "
        "(?P<year>YEARWORD)",
        _named_month,
    ),
    rule(
        "named season",
        "(?P<mod>POINTMOD|EARLIER|LATER)? (?: (?P<the>THE) (?:EARLY|LATE)? | THIS? THE? "
        "(?P<rel>LAST|NEXT|THIS|THAT|FOLLOWING|PREVIOUS) )? (?P<season>SEASON)",
        _named_season,
    ),
    rule(
        "edge of unit",
        "THE? (?P<mod>BEGIN|MIDDLE|FINISH) OF (?:THE|(?P<rel>THIS|THAT|LAST|NEXT)) "
        "(?P<unit>UNIT|QUARTER|YEARWORD)",
        _edge_of_unit,
    ),
    rule(
        "unit's end",
        "(?P<unit>UNIT|QUARTER|YEARWORD) (?:POSSESSIVE|DASH)? (?P<mod>FINISH)",
        _edge_of_unit,
    ),
    rule(
        "earlier in the unit",
        "(?P<mod>EARLIER|LATER) IN THE (?P<unit>UNIT|QUARTER|YEARWORD)",
        _edge_of_unit,
    ),
    rule("these days", "THE? (?P<rel>THESE|LAST|NEXT) (?P<unit>UNITS)", _these),
    rule(
        "the unit",
        "THE (?P<fiscal>FISCAL)? FULL? (?P<unit>UNIT|YEARWORD) (?! DASH [AGO EARLIER])",
        _the_unit,
    ),
)
