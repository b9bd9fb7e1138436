"""What an expression is resolved against: the published date, and where the narrative stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta

from sayso.annotate.times.calendar import (
    Days,
    covered,
    exists,
    granularity,
    nearest_weekday,
    render,
)
from sayso.annotate.times.words import CODES, MONTHS, Tokens, listed

LEAP = 10
# Days within which a date without a year belongs to the full date told before it.
NEAR = 60
# How many words of the sentence on either side may say whether an expression looks forward or
# back. Nine and fewer miss verbs that a long subject parts from it; 12 to 25 hardly differ.
REACH = 20
# How many full dates before the last one may still support a date without a year.
LATELY = 3
_STOPS = frozenset((CODES["SENTENCE"],))
FORWARD = frozenset(
    listed(
        "will would shall planning scheduled expects expected expect due slated "
        "upcoming 'll ’ll soon tomorrow payable"
    )
)
# Of these nothing is ahead any more behind "had": "had been due to expire Friday".
_PLANNED = frozenset(listed("due scheduled expected slated planned set"))
# Words that look forward only as verbs: "set to resume", and nothing in "the set of plans".
_WITH_TO = frozenset(listed("plan plans planned set ready about is are"))
# Words that look forward when the expression follows at once: "until Tuesday", "by 9 a.m. Tuesday".
_UP_TO = frozenset(listed("until till by effective"))
# A participle behind these describes a noun and tells nothing.
_BEFORE_NOUN = frozenset(listed("the a an its his her their this that still as-yet newly some no"))
_CLOCK = frozenset(CODES[name] for name in ("CLOCK", "DIGIT", "AMPM", "OCLOCK", "ZONE", "NOON"))
BACKWARD = frozenset(
    listed(
        "said was were had did told reported has have been fell rose met went came began made took "
        "gave left held won lost read sent saw found got put since after could bought sold brought "
        "paid grew drew spoke wrote began broke chose cut hit led shot struck threw was became ran"
    )
)


@dataclass(slots=True)
class Context:
    """The state of resolution, moved on as expressions are read in text order.

    ``reference`` is the published day. ``narrative`` says that the text tells a story of its own
    time (history, a chronicle), so that "two days later" counts from the date last told.
    """

    tokens: Tokens
    reference: date | None
    narrative: bool
    told: str | None = None
    """The value of the date last told, at least precise to the year."""
    day: str | None = None
    """The most recent told value precise to a day."""
    lately: list[str] = field(default_factory=list)
    """The full dates told lately."""
    full: str | None = None
    """The date last told that has a month and a year."""
    named: bool = False
    """Whether the date last told names its own year."""
    support: str | None = None
    """The ISO day that the last year given by ``year`` rests on."""
    quarter: str | None = None
    """The quarter last told, while the text speaks of quarters."""
    reported: str | None = None
    """The quarter that a report names as its own; None for the calendar's last."""
    longer: bool = False
    """Whether the figures last told are for longer than a quarter ("the nine months")."""
    settled: int = 0
    """How many dates in a row lay close together."""
    aside: int | None = None
    """A year that the text leapt to once."""
    month_first: bool | None = None
    """Whether numeric dates with slashes are month-first here; None when nothing tells."""
    before_christ: int | None = None
    """The year before Christ that the text last told; None once it tells a later one."""

    def now(self) -> str | None:
        """What a relative expression counts from: in a narrative the date last told."""
        if self.narrative or self.reference is None:
            return self.told
        return self.reference.isoformat()

    def anchor(self) -> str | None:
        """The ISO day of ``now``, for ``from``."""
        days = covered(self.now())
        return days[0].isoformat() if days else None

    @property
    def explicit(self) -> bool:
        """Whether the date last told is a full one that names itself: "two days later" is its."""
        return self.told is not None and self.told == self.full and self.named

    def move(self, value: str | None, named: bool = False) -> None:
        """Let the narrative stand at ``value``, if it is a date with a year."""
        days = covered(value)
        if value is None or days is None:
            return
        if self.narrative and self._leaps(days[0].year):
            return
        self.named = named
        self.told, self.before_christ = value, None
        unit = granularity(value)
        if unit in ("D", "M"):
            self.full = value
            self.lately = [*self.lately[-LATELY:], value]
        if unit == "Q":
            self.quarter, self.longer = value, False
        if granularity(value) == "D":
            self.day = value[:10]

    def _leaps(self, year: int) -> bool:
        """Whether a year lies so far from the story that it is an aside, unless it comes twice.

        Ten years and three dates told before are calibrated on WikiWars.
        """
        before = covered(self.told)
        if before is None or abs(before[0].year - year) <= LEAP or self.settled < 3:
            self.settled += 1
            self.aside = None
            return False
        if self.aside is not None and abs(self.aside - year) <= LEAP:
            self.settled, self.aside = 1, None
            return False
        self.aside = year
        return True

    def year(self, month: int, day: int | None, index: int) -> int | None:
        """The year of a month or day given without one; None when nothing supports one."""
        self.support = self.anchor()
        if self.narrative:
            told = covered(self.told)
            return self._told_year(month, told[0]) if told else None
        if self.reference and self.tokens.word(index - 1) == "ended":  # "the year ended March 31"
            own = date(self.reference.year, month, min(day or 1, 28))
            return self.reference.year - (own > self.reference)
        near = self._near_year(month, day)
        if near and self._supports(near[0], date(near[1], month, min(day or 15, 28)), index):
            self.support = near[2]
            return near[1]
        if self.reference is None:
            return None
        return self._news_year(month, day, index)

    def _supports(self, distance: int, day: date, index: int) -> bool:
        """Whether a date told lately, so many days from ``day``, says that it is in that year.

        Not where the words look back and the day is still to come.
        """
        if self.reference is None:
            return True
        if distance > min(NEAR, self._away(day.month, day.day)):
            return False
        return day <= self.reference or self.cue(index) >= 0

    def _near_year(self, month: int, day: int | None) -> tuple[int, int, str] | None:
        """Days away, year, and which date: the nearest that a full date told lately makes.

        A year alone ("the 2008 plan") supports no day: it is left open rather than guessed.
        """
        days = [covered(value) for value in self.lately]
        return min(
            (
                (_apart(date(year, month, min(day or 15, 28)), told), year, str(told[0]))
                for told in days
                if told and MINYEAR < told[0].year < MAXYEAR
                for year in (told[0].year - 1, told[0].year, told[0].year + 1)
            ),
            default=None,
        )

    def _away(self, month: int, day: int) -> int:
        """How many days the published day is from this day in its own year."""
        assert self.reference is not None
        own = date(self.reference.year, month, day)
        return abs((own - self.reference).days)

    def _told_year(self, month: int, told: date) -> int:
        """A narrative goes forward: a month far behind the last one is in the next year."""
        unit = granularity(self.told or "")
        if unit in ("Y", "DE", "CE", None):
            return told.year
        distance = month - told.month
        if distance <= -8:
            return told.year + 1
        if distance >= 9:
            return told.year - 1
        return told.year

    def _news_year(self, month: int, day: int | None, index: int) -> int:
        assert self.reference is not None
        reference = self.reference
        distance = (month - reference.month) + ((day or reference.day) - reference.day) / 31
        cue = self.cue(index)
        forward = cue > 0
        if (forward and distance < -4) or (distance < -6 and cue == 0 and not self._since(index)):
            return reference.year + 1
        if distance > (1.5 if cue < 0 else 2.5) and not forward:
            return reference.year - 1
        return reference.year

    def _since(self, index: int) -> bool:
        return self.tokens.word(index - 1) in ("since", "last", "in")

    def direction(self, index: int) -> int:
        """Whether the words around a token look forward (+1) or back (-1); back without a cue."""
        return self.cue(index) or -1

    def cue(self, index: int) -> int:
        """+1 or -1 as the nearest word that looks forward or back; 0 when none is near.

        The words before the expression count first, then those after it.
        """
        if self._up_to(index):
            return 1
        for way in (-1, 1):
            for place in range(index + way, index + way * REACH, way):
                if not 0 <= place < len(self.tokens.codes) or self._parted(index, place):
                    break
                if found := self._looks(place):
                    return found
        return 0

    def _up_to(self, index: int) -> bool:
        """Whether "until", "by" or "as early as" stands before, a clock time between or not."""
        while index and self.tokens.codes[index - 1] in _CLOCK:
            index -= 1
        before = [self.tokens.raw(place) for place in range(index - 3, index)]
        if before[-1] == "by" and self._perfect(index):
            return False
        return before[-1] in _UP_TO or before in (["as", "early", "as"], ["as", "soon", "as"])

    def _perfect(self, index: int) -> bool:
        """Whether "had" stands before in the sentence: "two had answered by Wednesday"."""
        for place in range(index - 1, max(index - REACH, -1), -1):
            if self._parted(index, place):
                return False
            if self.tokens.word(place) == "had":
                return True
        return False

    def _looks(self, place: int) -> int:
        """Whether the word at ``place`` looks forward (+1), back (-1), or neither (0)."""
        word, after = self.tokens.word(place), self.tokens.word(place + 1)
        if word in _PLANNED and "had" in (self.tokens.word(place - k) for k in (1, 2)):
            return -1
        if word in FORWARD or (word in _WITH_TO and after == "to"):
            return 1
        if word == "planned" and self.tokens.codes[place + 1 : place + 2] == CODES["AN"]:
            return 1  # "planned a march on Saturday"
        if self.tokens.word(place - 1) == "be":
            return 0  # "will be released", "to be paid"
        past = word.endswith("ed") and self.tokens.raw(place).islower()
        if past and self.tokens.word(place - 1) in _BEFORE_NOUN:
            return 0  # "a still unspecified date"
        return -1 if word in BACKWARD or past else 0

    def _parted(self, index: int, place: int) -> bool:
        low, high = sorted((index, place))
        codes = self.tokens.codes
        return any(
            codes[k] in _STOPS
            or (codes[k] == CODES["DOT"] and self.tokens.word(k - 1) not in MONTHS)
            for k in range(low, min(high, len(codes)))
        )

    def weekday(self, weekday: int, index: int, direction: int | None = None) -> str | None:
        """The day a weekday's name means: the nearest one, forward if the words look forward."""
        days = covered(self.now())
        if days is None:
            return None
        step = direction or (1 if self.narrative else self.direction(index))
        return nearest_weekday(days[0], weekday, step).isoformat()

    def week(self) -> str | None:
        """The week of ``now``."""
        days = covered(self.now())
        return render(days[0], "W") if days else None


def _apart(day: date, days: Days) -> int:
    """How many days lie between, at most: a month told may mean any of its days."""
    return max(abs((day - end).days) for end in days)


def full(year: int | None, month: int, day: int | None = None) -> str | None:
    """The value of a month or day, XXXX for an unknown year; None for a day that never was."""
    if year is not None and not MINYEAR <= year <= MAXYEAR:
        return None
    if day is not None and not exists(year or 2000, month, day):
        return None
    text = "XXXX" if year is None else f"{year:04}"
    return f"{text}-{month:02}" + ("" if day is None else f"-{day:02}")


def yesterday(day: date, count: int) -> str | None:
    """The ISO day ``count`` days from ``day``."""
    try:
        return (day + timedelta(count)).isoformat()
    except OverflowError:
        return None
