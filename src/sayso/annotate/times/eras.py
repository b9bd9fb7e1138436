"""Years, decades and ranges of years before Christ."""

from __future__ import annotations

from sayso.annotate.times.absolute import edge
from sayso.annotate.times.context import Context
from sayso.annotate.times.grammar import Hit, Reading, Rule, rule
from sayso.annotate.times.words import MONTHS, SEASONS


def _era(hit: Hit, context: Context) -> Reading | None:
    year = hit.number("number")
    if year is None or year > 9999:
        return None
    context.before_christ = year
    if hit.has("month"):
        return Reading("DATE", f"BC{year:04}-{MONTHS[hit.word('month')]:02}", edge(hit))
    if hit.has("season"):
        season = SEASONS.get(hit.word("season").rstrip("s"))
        return Reading("DATE", f"BC{year:04}-{season}", edge(hit)) if season else None
    return Reading("DATE", f"BC{year:04}", edge(hit))


def _decade(hit: Hit, context: Context) -> Reading | None:
    """ "the 470s BC"."""
    return Reading("DATE", f"BC{int(hit.word('decade')[:-2]):03}", edge(hit))


RULES: tuple[Rule, ...] = (
    rule(
        "era",
        "(?P<mod>POINTMOD)? (?: (?P<month>MONTH) | THE? (?P<season>SEASON) OF )? "
        "(?P<number>INTEGER) (?P<era>ERA)",
        _era,
    ),
    rule(
        "first of two years before Christ",
        "(?P<mod>POINTMOD)? (?P<number>INTEGER) (?= [DASH TO AND OR] INTEGER ERA )",
        _era,
    ),
    rule("decade before Christ", "(?P<mod>POINTMOD)? THE? (?P<decade>HUNDREDS) ERA", _decade),
)
