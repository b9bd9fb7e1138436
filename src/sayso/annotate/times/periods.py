"""The periods of reports: quarters, halves, and those of a year ago that they are compared with."""

from __future__ import annotations

from sayso.annotate.times.absolute import edge, told, year_of
from sayso.annotate.times.calendar import duration, moved
from sayso.annotate.times.context import Context
from sayso.annotate.times.grammar import Hit, Reading, Rule, rule
from sayso.annotate.times.relative import STEPS, unit_of
from sayso.annotate.times.words import CODES, MONTHS

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3}
_QUARTERS |= {"4th": 4, "final": 4, "last": 4, "latter": 2, "opening": 1}


def _part_of_year(hit: Hit, context: Context) -> Reading | None:
    part = _QUARTERS.get(hit.word("nth"))
    letter = "H" if hit.has("half") else "Q"
    if part is None:
        return None
    if letter == "H" and part > 2:
        part = 2
    year = year_of(hit)
    relative = year is None
    if year is None:
        anchor = context.anchor()
        if anchor is None:
            return Reading("DATE", f"XXXX-{letter}{part}", edge(hit))
        year = int(anchor[:4])
        shift = {"last": -1, "next": 1}.get(hit.word("rel"), 0)
        year += shift
        if letter == "Q" and shift == 0 and part > (int(anchor[5:7]) + 2) // 3:
            year -= context.direction(hit.start) < 0
    value = f"{year:04}-{letter}{part}"
    if relative and letter == "Q":
        context.reported = value if _reports(hit) else None
    return told(hit, context, value, relative)


def _reports(hit: Hit) -> bool:
    """Whether the words name the quarter as the one reported on, which need not be the calendar's.

    "the fiscal first quarter", "its fourth quarter ended Sept. 30".
    """
    fiscal = any(hit.tokens.codes[k] == CODES["FISCAL"] for k in range(hit.start, hit.end))
    return fiscal or hit.tokens.word(hit.end) == "ended"


def _this_period(hit: Hit, context: Context) -> Reading | None:
    """ "the quarter", "the latest quarter", "the latest period": of the reports in the news.

    The quarter that the report names as its own, else the last one that had ended when the news
    was published.
    """
    if context.narrative or context.reference is None:
        return None
    value = _ended(hit, context)
    if value or context.quarter or hit.has("latest"):  # else the text may not speak of reports
        context.quarter, context.longer = value or _own(context), False
    return _quarter(value or _own(context), context)


def _ended(hit: Hit, context: Context) -> str | None:
    """The quarter that "ended July 31": the calendar's that holds most of its three months."""
    month = MONTHS.get(hit.tokens.word(hit.end + 1))
    if month is None or hit.tokens.word(hit.end) != "ended":
        return None
    year = context.year(month, None, hit.end + 1)
    context.support = None
    middle = moved(f"{year:04}-{month:02}", "M", -1) if year else None
    return moved(middle, "Q", 0) if middle else None


def _own(context: Context) -> str | None:
    """The quarter that the report is about."""
    assert context.reference is not None
    return context.reported or moved(context.reference.isoformat(), "Q", -1)


def _quarter(value: str | None, context: Context) -> Reading | None:
    return Reading("DATE", value, None, context.anchor()) if value else None


def _year_ago(hit: Hit, context: Context) -> Reading | None:
    """ "year-earlier profit", "the year-ago third quarter": what a report compares itself with."""
    if context.narrative or context.reference is None:
        return None
    base = _own(context)
    quarter = hit.has("quarter") or hit.tokens.codes[hit.start - 1] == CODES["QUARTER"]
    if base and hit.has("nth"):
        base = f"{base[:4]}-Q{hit.number('nth')}"
    elif (context.longer or context.quarter is None) and not quarter:
        return Reading("DATE", f"{context.reference.year - 1:04}", None, context.anchor())
    return _quarter(moved(base, "Q", -4) if base else None, context)


def _months_ago(hit: Hit, context: Context) -> Reading | None:
    """ "the year-earlier nine months": a stretch, of which the value tells the length."""
    count = hit.number("count")
    return Reading("DURATION", duration(unit_of(hit.word("unit")), str(count))) if count else None


def _quarter_of(hit: Hit, context: Context) -> Reading | None:
    """ "this year's third quarter", "the 1988 second quarter", "the 1988 period"."""
    if context.reference is None:
        return None
    year = context.reference.year + STEPS.get(hit.word("rel"), 0)
    if hit.has("year"):
        year = int(hit.word("year"))
    if hit.has("nth"):
        quarter = hit.number("nth") or 0
    elif context.longer and hit.word("unit") == "period":
        return Reading("DATE", f"{year:04}", None, context.anchor())
    else:
        quarter = int((_own(context) or "Q1")[-1])
    if not 1 <= quarter <= 4:
        return None
    return _quarter(f"{year:04}-Q{quarter}", context)


RULES: tuple[Rule, ...] = (
    rule(
        "quarter",
        "(?P<mod>POINTMOD)? (?:THE (?![ORDINAL SECOND NTH FIRST LAST] DASH))? FISCAL? DASH? "
        "(?P<nth>ORDINAL|SECOND|NTH|FIRST|LAST) DASH? QUARTER "
        "(?: OF? COMMA? (?P<year>YEAR) | OF? (?P<rel>LAST|NEXT|THIS) YEARWORD )?",
        _part_of_year,
    ),
    rule(
        "half",
        "(?P<mod>POINTMOD)? THE? (?P<nth>ORDINAL|SECOND|NTH|FIRST|LAST|OTHERWORD) DASH? "
        "(?P<half>HALF) "
        "OF THE? (?: (?P<year>YEAR) | (?P<rel>LAST|NEXT|THIS) YEARWORD )",
        _part_of_year,
    ),
    rule(
        "quarter of this year",
        "(?P<rel>THIS|LAST|NEXT) YEARWORD POSSESSIVE (?P<nth>ORDINAL|SECOND|NTH)? "
        "(?P<unit>QUARTER)",
        _quarter_of,
    ),
    rule(
        "quarter of a year",
        "THE (?P<year>YEAR) (?P<nth>ORDINAL|SECOND|NTH)? (?P<unit>QUARTER|PERIOD)",
        _quarter_of,
    ),
    rule("latest quarter", "THE (?P<latest>LATEST)? (?P<unit>QUARTER) (?! DASH TO)", _this_period),
    rule("latest period", "THE (?P<latest>LATEST) (?P<unit>PERIOD)", _this_period),
    rule(
        "quarter a year ago",
        "(?:THE OTHERWORD?)? YEARWORD DASH [AGO EARLIER] (?P<nth>ORDINAL|SECOND|NTH)? "
        "(?:(?P<quarter>QUARTER)|PERIOD)",
        _year_ago,
    ),
    rule(
        "months a year ago",
        "THE? YEARWORD DASH [AGO EARLIER] (?P<count>NUMBER) (?P<unit>UNITS)",
        _months_ago,
    ),
    rule(
        "the same period last year",
        "(?<=[QUARTER PERIOD]) (?: OF? LAST YEARWORD | AN YEARWORD [AGO EARLIER] )",
        _year_ago,
    ),
    rule("year-ago", "YEARWORD DASH [AGO EARLIER]", _year_ago),
    rule(
        "the quarter a year ago",
        "THE (?P<nth>ORDINAL|SECOND|NTH)? (?P<quarter>QUARTER) AN YEARWORD [AGO EARLIER]",
        _year_ago,
    ),
)
