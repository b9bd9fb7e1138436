"""Arithmetic on TIMEX3 values: the days a value covers, and what lies some units before or after.

Values follow TimeML 1.2.1: ``1991``, ``199`` (decade), ``19`` (century), ``1991-04``,
``1991-04-03``, ``1991-W14``, ``1991-W14-WE``, ``1991-SP``, ``1991-Q2``, ``1991-H1``, with
``T`` and a clock time or part of day behind a day, ``X`` for what is not known.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# A granularity is the letter of the unit that a value is precise to.
MONTHS_IN = {"M": 1, "Q": 3, "SEASON": 3, "H1": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
DAYS_IN = {"D": 1, "NIGHT": 1, "W": 7, "WE": 7, "FORTNIGHT": 14}

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-(?P<season>SP|SU|FA|WI)"
    r"|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?"
    r")?"
)
Days = tuple[date, date]


def covered(value: str | None) -> Days | None:
    """First and last day that a date value covers; None when it is open or not a date."""
    if value is None:
        return None
    try:
        return _covered(value)
    except (ValueError, OverflowError):
        return None


def _covered(value: str) -> Days | None:
    if re.fullmatch(r"\d{2,3}", value):
        width = 10 ** (4 - len(value))
        return date(int(value) * width, 1, 1), date(int(value) * width + width - 1, 12, 31)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["week"]:
        first = date.fromisocalendar(year, int(match["week"]), 6 if match["weekend"] else 1)
        return first, first + timedelta(1 if match["weekend"] else 6)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["season"]:
        return _months(year, SEASON_MONTHS[match["season"]], 3)
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return _months(year, 6 * int(match["half"]) - 5, 6)
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> Days:
    total = year * 12 + month - 1 + count
    return date(year, month, 1), date(total // 12, total % 12 + 1, 1) - timedelta(1)


def narrowed(days: Days, mod: str | None) -> Days:
    """The third of ``days`` that START, MID or END points at: "late 1991" is September on.

    Years are cut at months, decades at years, months at days, as people count.
    """
    if mod not in ("START", "MID", "END") or days[0] == days[1]:
        return days
    first, last = days
    index = ("START", "MID", "END").index(mod)
    length = (last - first).days + 1
    if length > 2000:
        span = last.year - first.year + 1
        low, high = (span * step // 3 for step in (index, index + 1))
        return date(first.year + low, 1, 1), date(first.year + high - 1, 12, 31)
    if length > 300:
        return _months(first.year, 1 + 4 * index, 4)
    low, high = (round(length * step / 3) for step in (index, index + 1))
    return first + timedelta(low), first + timedelta(high - 1)


def granularity(value: str) -> str | None:
    """The unit a date value is precise to: D, W, M, Q, SEASON, H1, Y, DE, CE; None if open."""
    if re.fullmatch(r"\d{2}|\d{3}", value):
        return {2: "CE", 3: "DE"}[len(value)]
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    for group, unit in (
        ("weekend", "WE"),
        ("week", "W"),
        ("season", "SEASON"),
        ("quarter", "Q"),
        ("half", "H1"),
        ("day", "D"),
        ("month", "M"),
    ):
        if match[group]:
            return unit
    return "Y"


def render(day: date, unit: str) -> str:
    """The value of the unit that ``day`` lies in: its month, its ISO week, its year, …"""
    if unit in ("D", "NIGHT"):
        return day.isoformat()
    if unit in ("W", "WE", "FORTNIGHT"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return day.isoformat()[:7]
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "H1":
        return f"{day.year:04}-H{(day.month + 5) // 6}"
    if unit == "SEASON":
        return f"{day.year - (day.month < 3):04}-{('WI', 'SP', 'SU', 'FA')[day.month % 12 // 3]}"
    return f"{day.year:04}"[: {"DE": 3, "CE": 2, "ML": 1}.get(unit, 4)]


def shifted(day: date, unit: str, count: int) -> date | None:
    """``day`` moved by ``count`` units; None when that leaves the calendar."""
    if abs(count) > 100_000:
        return None
    try:
        if unit in DAYS_IN:
            return day + timedelta(DAYS_IN[unit] * count)
        total = day.year * 12 + day.month - 1 + MONTHS_IN[unit] * count
        first = date(total // 12, total % 12 + 1, 1)
        last = _months(first.year, first.month, 1)[1]
        return first.replace(day=min(day.day, last.day))
    except (ValueError, OverflowError, KeyError):
        return None


def moved(value: str, unit: str, count: int) -> str | None:
    """The value ``count`` units of ``unit`` away from ``value``, precise to that unit."""
    days = covered(value)
    if days is None:
        return None
    day = shifted(days[0], unit, count)
    return None if day is None else render(day, unit)


def duration(unit: str, count: str) -> str:
    """The TIMEX3 value of ``count`` units: P30Y, P44D, PT2H; X for an unknown count."""
    if unit in ("S", "MIN", "H"):
        return f"PT{count}{unit[0]}"
    if unit == "FORTNIGHT":
        return f"P{2 * int(count)}W" if count.isdigit() else "PXW"
    if unit in ("NIGHT", "WE", "SEASON", "H1"):
        return {"NIGHT": f"P{count}D", "WE": f"P{count}WE", "SEASON": f"P{count}SE"}.get(
            unit, f"P{count}Q"
        )
    return f"P{count}{unit}"


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def nearest_weekday(day: date, weekday: int, direction: int) -> date:
    """The ``weekday`` (1 is Monday) on or before (-1) or on or after (+1) ``day``.

    Clamped to the calendar's ends, as everything here is.
    """
    step = (day.isoweekday() - weekday) % 7 if direction < 0 else (weekday - day.isoweekday()) % 7
    try:
        return day + timedelta(direction * step)
    except OverflowError:
        return day
