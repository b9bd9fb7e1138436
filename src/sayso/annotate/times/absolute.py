"""Dates that name themselves: days, months, years, decades, centuries, seasons, quarters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from sayso.annotate.times.calendar import exists, granularity, moved
from sayso.annotate.times.context import Context, full
from sayso.annotate.times.grammar import Hit, Reading, Rule, ascii_digits, number, rule, translate
from sayso.annotate.times.words import (
    CARDINALS,
    CODES,
    DECADES,
    MONTHS,
    OTHER,
    PARTS,
    SEASONS,
    listed,
)

EDGES = {
    "early": "START",
    "beginning": "START",
    "start": "START",
    "outset": "START",
    "mid": "MID",
    "middle": "MID",
    "late": "END",
    "end": "END",
    "close": "END",
    "about": "APPROX",
    "around": "APPROX",
    "approximately": "APPROX",
    "roughly": "APPROX",
    "some": "APPROX",
    "circa": "APPROX",
    "ca": "APPROX",
    "c": "APPROX",
    "earlier": "START",
    "later": "END",
}


def edge(hit: Hit) -> str | None:
    """START, MID, END or APPROX as the words of the ``mod`` group say."""
    if not hit.has("mod"):
        return None
    return next((EDGES[word] for word in hit.words("mod") if word in EDGES), None)


def told(hit: Hit, context: Context, value: str | None, relative: bool = False) -> Reading | None:
    """A DATE with this value, which is where the text now stands."""
    if value is None:
        return None
    support = context.support or context.anchor()
    context.support = None
    anchor = support if relative and not value.startswith("X") else None
    return Reading("DATE", value, edge(hit), anchor, talks=value)


def year_of(hit: Hit) -> int | None:
    """The year of the ``year`` group, with the century of a short one ('43) filled in."""
    if not hit.has("year"):
        return None
    digits = "".join(character for character in hit.words("year")[-1] if character.isdecimal())
    return int(digits)


def _day(hit: Hit, context: Context) -> Reading | None:
    month, day = MONTHS[hit.word("month")], hit.number("day")
    year = year_of(hit)
    if day is None or not 1 <= day <= 31:
        return None
    if year is not None:
        return told(hit, context, full(year, month, day))
    year = _shared_year(hit, month) or context.year(month, day, hit.start)
    if year is not None and not exists(year, month, day):
        year = None
    return told(hit, context, full(year, month, day), relative=True)


def _month(hit: Hit, context: Context) -> Reading | None:
    month = MONTHS[hit.word("month")]
    year = year_of(hit)
    if year is not None:
        return told(hit, context, full(year, month))
    if context.before_christ is not None:
        return Reading("DATE", f"BC{context.before_christ:04}-{month:02}", edge(hit))
    year = _shared_year(hit, month)
    relative = year is None
    year = year or context.year(month, None, hit.start)
    return told(hit, context, full(year, month), relative)


_RANGE = re.compile(
    translate(
        "[TO AND OR DASH] POINTMOD? (?: DAY? MONTH DOT? | MONTH DOT? DAY COMMA? | DAY COMMA ) "
        "(?P<year>YEAR)"
    )
)


def _shared_year(hit: Hit, month: int) -> int | None:
    """The year that the end of a range gives its start: "from late Sept. to early Nov. 2020"."""
    later = _RANGE.match(hit.tokens.codes, hit.end)
    if later is None:
        return None
    year = int(hit.tokens.word(later.start("year")))
    ends = [MONTHS.get(hit.tokens.word(k)) for k in range(later.start(), later.end())]
    return year - (month > next((end for end in ends if end), 12))


_VERBS = frozenset(("may", "march", "mar", "jan"))
_OTHERWISE = _VERBS | {"august", "dec", "jun", "april", "june"}
_FIRM = frozenset(("in", "since", "by", "of", "until"))
# Words after which a bare "May" or "March" is the month.
_MONTH_BEFORE = frozenset(
    listed(
        "in by since until till during through of early late mid last next this to from between "
        "and for before after on around every each - – that or , ("
    )
)


def _names_what_follows(hit: Hit) -> bool:
    """Whether this is the March of "the March vote"; "the May cabinet" may be a person's."""
    month, after = hit.tokens.word(hit.start), hit.tokens.raw(hit.end)
    plain = after.islower() and hit.tokens.codes[hit.end] == OTHER
    return month == "march" and hit.tokens.word(hit.start - 1) == "the" and plain


def _bare_month(hit: Hit, context: Context) -> Reading | None:
    """A month alone; May, March, April and the like are also verbs and people."""
    word, before = hit.word("month"), hit.tokens.word(hit.start - 1)
    if word in _OTHERWISE and not hit.has("mod"):
        if word in _VERBS and before not in _MONTH_BEFORE and not _names_what_follows(hit):
            return None
        if hit.tokens.raw(hit.end)[:1].isupper() and before not in _FIRM:
            return None
    return _month(hit, context)


# "the 1500 soldiers" are many; "the 1992 protests" are of a year.
MODERN = 1800
_AMOUNTS = frozenset((CODES["OTHERNUMBER"], CODES["TWO"]))
_YEAR_BEFORE = frozenset(
    listed(
        "in since by until till from of during before after between and to early late mid "
        "around about "
        "through circa ca for year the fiscal winter spring summer autumn fall ( - – — / the"
    )
)
_SURELY_YEAR = _YEAR_BEFORE - {"to", "the", "of", "about", "around", "and"}
# A year behind these is looked back or forward to; the story stays where it is.
_ASIDE = frozenset(listed("until till since before after than ( – -"))
_NUMBER_BEFORE = frozenset(listed("no nos number resolution $ £ € # ¥ % article section flight"))
_COUNTED_AFTER = frozenset(
    listed(
        "people men women soldiers troops tanks aircraft planes ships killed wounded dead km miles "
        "metres meters feet tons tonnes hours hrs points per kg percent % million prisoners"
    )
)


def _dated(hit: Hit, year: int) -> bool:
    """Whether "the" number and plural are a year's: the 1992 protests, but not the 2000 workers."""
    return year >= MODERN and (year % 100 > 0 or hit.tokens.raw(hit.end)[0].isupper())


def _second_year(hit: Hit) -> bool:
    """Whether this follows another year: "1992 and 1994", but not "30 horses and 1914 sheep"."""
    codes, before = hit.tokens.codes, hit.start - 2
    return (
        hit.tokens.word(hit.start - 1) == "and" and before >= 0 and codes[before] == CODES["YEAR"]
    )


def _year(hit: Hit, context: Context) -> Reading | None:
    before = hit.tokens.word(hit.start - 1)
    after = hit.tokens.word(hit.end)
    year = year_of(hit)
    if year is None or before in _NUMBER_BEFORE or after in _COUNTED_AFTER:
        return None
    if before == "to" and context.tokens.codes[hit.start - 2] in _AMOUNTS:
        return None  # "from 1000 to 2000 places"
    if before == "." and hit.tokens.word(hit.start - 2) in ("no", "nos"):
        return None
    if not (before in _SURELY_YEAR or _second_year(hit) or hit.has("mod")):
        if _counts(hit) and not (before == "the" and _dated(hit, year)):
            return None
        if year < 1400:
            return None
    elif year < 1200 and before not in ("in", "since", "until"):
        return None
    reading = told(hit, context, f"{year:04}")
    aside = not hit.has("mod") and before in _ASIDE
    return replace(reading, talks=None) if reading and aside and context.told else reading


def _short_year(hit: Hit, context: Context) -> Reading | None:
    """The second of "1992-94"."""
    first, short = int(hit.tokens.word(hit.start - 2)), hit.tokens.word(hit.start)
    if len(short) != 2:
        return None
    second = int(short)
    year = first // 100 * 100 + second
    return told(hit, context, f"{year:04}") if second > first % 100 else None


def _spelled(hit: Hit, context: Context) -> Reading | None:
    """ "nineteen ninety-six", "the year two thousand": a year as broadcasters read it out."""
    year = _spelled_year(hit)
    if year is None:
        return None
    if hit.has("month"):
        return told(hit, context, full(year, MONTHS[hit.word("month")]))
    season = SEASONS.get(hit.word("season").rstrip("s")) if hit.has("season") else None
    return told(hit, context, f"{year:04}-{season}" if season else f"{year:04}")


def _spelled_year(hit: Hit) -> int | None:
    words = [word for word in hit.words("spelled") if word != "-"]
    if words[:2] == ["two", "thousand"] and (
        len(words) > 2 or (hit.start < hit.match.start("spelled") and not hit.has("month"))
    ):
        return number(words)
    century, rest = CARDINALS.get(words[0], 0), [CARDINALS.get(word, 0) for word in words[1:]]
    if not (13 <= century <= 20 and rest[0] >= 20 and (len(rest) == 1 or rest[1] < 10)):
        return None
    return 100 * century + sum(rest)


def _night_of(hit: Hit, context: Context) -> Reading | None:
    """ "the night of 20 June 1791"."""
    second = hit.has("month2")
    month = MONTHS[hit.word("month2" if second else "month")]
    day, year = hit.number("day2" if second else "day"), year_of(hit)
    if day is None:
        return None
    value = full(year or context.year(month, day, hit.start), month, day)
    if value is None:
        return None
    return Reading("TIME", f"{value}T{PARTS[hit.word('part')]}", edge(hit), None, talks=value)


_UNIT = re.compile(translate("ANYUNIT"))
# "in his 30s" is an age.
_OWNERS = frozenset(listed("his her their my your our"))


def _apostrophe_year(hit: Hit, context: Context) -> Reading | None:
    short = year_of(hit)
    if short is None or _UNIT.match(hit.tokens.codes, hit.end):  # '''60 Minutes'''
        return None
    century = int(context.told[:2]) if context.told and context.told[:2].isdigit() else 19
    return told(hit, context, f"{century:02}{short:02}")


def _decade(hit: Hit, context: Context) -> Reading | None:
    word = hit.word("decade")
    digits = "".join(character for character in word if character.isdecimal())
    if len(digits) < 4 and word[0] not in "'’" and hit.tokens.word(hit.start - 1) in _OWNERS:
        return None
    if len(digits) == 4:
        value = digits[:2] if digits.endswith("00") and hit.word("century") else digits[:3]
    else:
        tens = int(digits) // 10 if digits else DECADES[word] // 10
        value = f"19{tens}"
    return Reading("DATE", value, edge(hit), talks=value)


def _century(hit: Hit, context: Context) -> Reading | None:
    nth = hit.number("nth")
    if nth is None or not 1 <= nth <= 30:
        return None
    if hit.has("era"):
        return Reading("DATE", f"BC{nth - 1:02}", edge(hit))
    return Reading("DATE", f"{nth - 1:02}", edge(hit), talks=f"{nth - 1:02}")


def _season(hit: Hit, context: Context) -> Reading | None:
    season = SEASONS.get(hit.word("season").rstrip("s"))
    if season is None:
        return None
    year = year_of(hit)
    if year is None:
        return None
    return told(hit, context, f"{year:04}-{season}")


def _iso(hit: Hit, context: Context) -> Reading | None:
    text = ascii_digits(hit.tokens.raw(hit.start))
    if not exists(int(text[:4]), int(text[5:7]), int(text[8:10])):
        return None
    if "T" in text:
        return Reading("TIME", text, talks=text[:10])
    return told(hit, context, text)


def _numeric(hit: Hit, context: Context) -> Reading | None:
    """12.03.2020 is the 12th of March, with slashes too unless only month-first exists.

    A date with slashes that could be both is read month-first only when a date in the same form
    in this text must be so; the first such date decides in ``find``. Left open otherwise.
    """
    first, second, year = (int(part) for part in re.split(r"[./-]", hit.tokens.raw(hit.start)))
    if year < 100:
        year += 1900 if year > 50 else 2000
    dotted = "." in hit.tokens.raw(hit.start)
    orders = [(second, first), (first, second)]
    valid = [(m, d) for m, d in orders if 1 <= m <= 12 and exists(year, m, d)]
    if not valid:
        return None
    if len(set(valid)) == 1 or dotted:
        return told(hit, context, full(year, *valid[0]))
    if context.month_first is not None:
        month, day = (first, second) if context.month_first else (second, first)
        return told(hit, context, full(year, month, day))
    return Reading("DATE", f"{year:04}-XX-XX")


def _month_day_first(hit: Hit, context: Context) -> Reading | None:
    """The first of two days that share a month: "12" in "between 12 and 14 March 1914"."""
    return _day(hit, context)


def _counts(hit: Hit) -> bool:
    """Whether the number counts what follows: "on March 5 and 6 people"."""
    after = hit.tokens.word(hit.end)
    plural = after.isalpha() and after.endswith("s") and len(after) > 4
    return plural or after in _COUNTED_AFTER


def _second_day(hit: Hit, context: Context) -> Reading | None:
    """The second of two days that share a month: "25" in "April 24 and 25, 1999"."""
    day, words = hit.number("day"), [hit.tokens.word(hit.start - k) for k in (2, 3, 4)]
    month = next(MONTHS[word] for word in words if word in MONTHS)
    first = hit.tokens.word(hit.start - 2)
    if day is None or not (first.isdecimal() and int(first) < day <= 31) or _counts(hit):
        return None
    year = year_of(hit) or context.year(month, day, hit.start)
    return told(hit, context, full(year, month, day), relative=not hit.has("year"))


def _day_alone(hit: Hit, context: Context) -> Reading | None:
    """ "the 19th": a day of the month the text stands in."""
    day = hit.number("day")
    base = context.told if context.narrative or context.reference is None else None
    base = base or context.told or context.now()
    if day is None or not 1 <= day <= 31 or not base or granularity(base) not in ("D", "M"):
        return None
    year, month = int(base[:4]), int(base[5:7])
    if not exists(year, month, day):
        return None
    return told(hit, context, full(year, month, day), relative=True)


_MONTHS_OF = {"easter": 4, "thanksgiving": 11}
HOLIDAYS = {"christmas": (12, 25), "halloween": (10, 31)}


def easter(year: int) -> tuple[int, int]:
    """Month and day of Western Easter Sunday (the anonymous Gregorian algorithm, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return month, (h + weekday - 7 * m + 33 * month + 19) % 32


def thanksgiving(year: int) -> tuple[int, int]:
    """The fourth Thursday of November."""
    first = date(year, 11, 1).isoweekday()
    return 11, 22 + (4 - first) % 7


def _holiday(hit: Hit, context: Context) -> Reading | None:
    name = hit.word("holiday")
    year = year_of(hit)
    relative = year is None
    if year is None:
        year = context.year(_MONTHS_OF.get(name) or HOLIDAYS[name][0], None, hit.start)
    if year is None or not MINYEAR <= year <= MAXYEAR:
        return None
    if name == "easter":
        month, day = easter(year)
    elif name == "thanksgiving":
        month, day = thanksgiving(year)
    else:
        month, day = HOLIDAYS[name]
    day -= hit.has("eve")
    value = full(year, month, day)
    if hit.word("unit") == "week" and value:
        return told(hit, context, moved(value, "W", 0), relative)
    if hit.has("part") and value:
        part = PARTS[hit.word("part")]
        return Reading("TIME", f"{value}T{part}", None, None, talks=value)
    return told(hit, context, value, relative)


YEARTAIL = "(?: COMMA? (?P<year>YEAR) | OF (?P<yearof>YEAR) )"
RULES: tuple[Rule, ...] = (
    rule(
        "month day year",
        "(?P<mod>POINTMOD)? (?: THIS? [LAST NEXT]? WEEKDAY DOT? COMMA? THE?)? (?P<month>MONTH) "
        "DOT? THE? (?P<day>DAY|ORDWORD) (?: COMMA? OF? (?P<year>YEAR) )?",
        _day,
    ),
    rule(
        "day month year",
        "(?P<mod>POINTMOD)? (?:WEEKDAY DOT? COMMA?)? (?:THE(?=DAY|ORDWORD))? "
        "(?P<day>DAY|ORDWORD) DASH? OF? (?P<month>MONTH) DOT? "
        "(?: COMMA? DASH? OF? (?P<year>YEAR) )?",
        _day,
    ),
    rule(
        "first of two days",
        "(?P<day>DAY|NTH) (?= [DASH AND OR TO COMMA] THE? (?:DAY|NTH) OF? (?P<month>MONTH) DOT? "
        "COMMA? "
        "(?P<year>YEAR)? )",
        _month_day_first,
    ),
    rule(
        "second of two days",
        "(?: (?<=MONTH DAY [DASH AND OR]) | (?<=MONTH DOT DAY [DASH AND OR]) ) "
        "(?P<day>DAY|NTH) (?! NUMBER | ANYUNIT) (?: COMMA (?P<year>YEAR) )?",
        _second_day,
    ),
    rule(
        "month year",
        "(?P<mod>POINTMOD)? (?P<month>MONTH) DOT? COMMA? OF? (?P<year>YEAR)",
        _month,
    ),
    rule("month", "(?P<mod>POINTMOD)? (?P<month>MONTH) (?:DOT(?!SENTENCE))?", _bare_month),
    rule("year", "(?P<mod>POINTMOD)? (?:THE YEARWORD)? (?P<year>YEAR)", _year),
    rule("second of two years", "(?<=YEAR[DASH SLASH])(?P<year>DAY|TWO)", _short_year),
    rule(
        "spelled year",
        "(?P<mod>POINTMOD)? (?: THE YEARWORD | (?P<month>MONTH) DOT? COMMA? "
        "| THE? (?P<season>SEASON) OF? )? "
        "(?P<spelled>CARDINAL DASH? [CARDINAL SCALE] (?:DASH? CARDINAL)?)",
        _spelled,
    ),
    rule("fiscal year", "THE? FISCAL DASH? (?P<year>YEAR)", _year),
    rule(
        "night of a day",
        "(?P<mod>EARLY IN?|LATE IN?)? THE (?P<part>PART|NIGHT) OF THE? (?: (?P<day>DAY|ORDWORD) "
        "OF? (?P<month>MONTH)"
        "| (?P<month2>MONTH) DOT? (?P<day2>DAY|ORDWORD) ) (?: COMMA? (?P<year>YEAR) )?",
        _night_of,
    ),
    rule("'43", "(?P<mod>POINTMOD)? (?P<year>SHORT)", _apostrophe_year),
    rule(
        "decade",
        "(?P<mod>POINTMOD|THE (?:EARLY|LATE|MID) DASH?)? THE? (?P<decade>TENS|DECADE)",
        _decade,
    ),
    rule(
        "century",
        "(?P<mod>POINTMOD|THE (?:EARLY|LATE|MID) DASH?)? THE? (?P<nth>NTH|ORDINAL) DASH? UNIT "
        "(?P<era>ERA)?",
        lambda h, c: (
            _century(h, c) if h.tokens.word(h.end - 1 - h.has("era")) == "century" else None
        ),
    ),
    rule(
        "season year",
        "(?P<mod>POINTMOD|THE (?:EARLY|LATE|MID) DASH?)? THE? (?P<season>SEASON) (?:OF|COMMA)? "
        "(?P<year>YEAR)",
        _season,
    ),
    rule("iso", "ISODATE", _iso),
    rule("numeric", "NUMERIC", _numeric),
    rule("nth alone", "THE (?P<day>NTH) (?!ANYUNIT|OTHERWORD|CARDINAL|DECADE|ORDINAL)", _day_alone),
    rule(
        "holiday",
        "(?P<mod>POINTMOD)? (?P<holiday>CHRISTMAS) (?P<eve>EVE)? (?P<part>NIGHT|PART)? "
        "(?P<unit>UNIT)? COMMA? (?P<year>YEAR)?",
        _holiday,
    ),
)
