"""Text to tokens to classes: each token becomes one character, so that rules can be short patterns.

A sentence such as "by early May 1940" becomes a string of class characters, one a token, and the
rules of ``grammar`` are regular expressions over that string. Scanning a few hundred class
characters is what makes the times stage fast, and no rule ever sees a long run of raw characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


def listed(text: str) -> tuple[str, ...]:
    """The words of ``text``."""
    return tuple(text.split())


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
FULL = frozenset(("march", "april", "may", "june", "july"))
CARDINALS = {
    word: number
    for number, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
ORDINALS = {
    word: number
    for number, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        ),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
DECADES = {
    word: 10 * number
    for number, word in enumerate(
        listed("twenties thirties forties fifties sixties seventies eighties nineties"), start=2
    )
}
UNITS = {
    "second": "S",
    "minute": "MIN",
    "hour": "H",
    "day": "D",
    "night": "NIGHT",
    "week": "W",
    "weekend": "WE",
    "fortnight": "FORTNIGHT",
    "month": "M",
    "quarter": "Q",
    "semester": "H1",
    "season": "SEASON",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
PLURALS = {
    word + "s": unit for word, unit in UNITS.items() if word not in ("century", "millennium")
} | {"centuries": "CE", "millennia": "ML", "mins": "MIN", "hrs": "H", "secs": "S", "yrs": "Y"}
PARTS = {
    "morning": "MO",
    "mornings": "MO",
    "midmorning": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "afternoon": "AF",
    "afternoons": "AF",
    "evening": "EV",
    "evenings": "EV",
    "dusk": "EV",
    "sunset": "EV",
    "nightfall": "NI",
    "night": "NI",
    "nights": "NI",
    "daytime": "DT",
    "lunchtime": "MI",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASONS |= {"springtime": "SP", "summertime": "SU", "wintertime": "WI"}
ZONES = {
    "gmt": "Z",
    "utc": "Z",
    "bst": "+01",
    "cet": "+01",
    "cest": "+02",
    "msk": "+03",
    "est": "-05",
    "edt": "-04",
    "cst": "-06",
    "cdt": "-05",
    "mst": "-07",
    "mdt": "-06",
    "pst": "-08",
    "pdt": "-07",
}

# Class name -> the lower-cased words in it. A word is in the first class that lists it.
WORDS = {
    "WEEKDAY": " ".join(WEEKDAYS),
    "MONTH": " ".join(MONTHS),
    "CARDINAL": " ".join(CARDINALS),
    "SCALE": " ".join(SCALES),
    "SECOND": "second",
    "ORDINAL": " ".join(ORDINALS),
    "DECADE": " ".join(DECADES),
    "NIGHT": "night nights",
    "PART": " ".join(PARTS),
    "SEASON": " ".join(SEASONS) + " springs summers autumns winters",
    "QUARTER": "quarter quarters",
    "YEARWORD": "year",
    "UNIT": " ".join(UNITS),
    "UNITS": " ".join(PLURALS),
    "PERIOD": "period periods",
    "TIMEWORD": "time times moment",
    "ZONE": " ".join(ZONES),
    "AMPM": "am pm a.m p.m a.m. p.m.",
    "OCLOCK": "o'clock o’clock hrs",
    "ERA": "bc bce b.c. b.c b.c.e. b.c.e",
    "NOON": "noon midday midnight",
    "THE": "the",
    "AN": "a an",
    "OF": "of",
    "IN": "in on during by since at within through throughout",
    "AND": "and",
    "OR": "or",
    "TO": "to until till",
    "FROM": "from",
    "BETWEEN": "between",
    "FOR": "for",
    "LAST": "last past",
    "PREVIOUS": "previous preceding prior",
    "NEXT": "next coming upcoming",
    "FOLLOWING": "following ensuing subsequent succeeding",
    "THIS": "this",
    "THAT": "that",
    "SAME": "same",
    "CURRENT": "current",
    "THESE": "these",
    "THOSE": "those",
    "RECENT": "recent",
    "LATEST": "latest",
    "FISCAL": "fiscal financial",
    "EVERY": "every each",
    "PER": "per",
    "AGO": "ago",
    "EARLIER": "earlier previously",
    "LATER": "later hence afterwards afterward",
    "BEFORE": "before",
    "AFTER": "after",
    "EARLY": "early",
    "LATE": "late",
    "MID": "mid",
    "BEGIN": "beginning start outset",
    "MIDDLE": "middle",
    "FINISH": "end close",
    "OLD": "old",
    "LONG": "long",
    "HALF": "half",
    "MORE": "more",
    "LESS": "less fewer",
    "THAN": "than",
    "LEAST": "least",
    "MOST": "most",
    "OVER": "over",
    "UNDER": "under",
    "UP": "up",
    "NO": "no",
    "NOT": "not",
    "NEARLY": "nearly almost",
    "ABOUT": "about around approximately roughly some circa ca c",
    "FEW": "few",
    "SEVERAL": "several many numerous",
    "COUPLE": "couple",
    "SO": "so",
    "FIRST": "final opening",
    "FULL": "full entire whole",
    "ANOTHER": "another additional",
    "OTHER": "other",
    "TODAY": "today yesterday tomorrow tonight overnight",
    "NOW": "now currently presently nowadays",
    "RECENTLY": "recently lately previously formerly",
    "FORMER": "former",
    "ONCE": "once",
    "FUTURE": "future",
    "EVERYDAY": "daily weekly monthly yearly annually hourly nightly everyday biweekly",
    "ANNUAL": "annual",
    "CHRISTMAS": "christmas thanksgiving halloween easter",
    "EVE": "eve",
    "POSSESSIVE": "'s ’s '",
    "DOT": ".",
    "COMMA": ",",
    "DASH": "- – — ‑",
    "SLASH": "/",
    "LEFT": "(",
    "RIGHT": ")",
    "WILL": "will 'll ’ll shall",
    "SENTENCE": "? ! ; \n",
    "STANDARD": "local standard daylight",
    "BYWORD": "beyond",
    "RIGHTLY": "right",
    "NUMBERED": "no nos number resolution article section page chapter flight route paragraph p pp",
}
# Classes of numbers, told apart by value and form.
NUMBERS = (
    "DIGIT",
    "TEENS",
    "TWENTIES",
    "TWO",
    "YEAR",
    "OTHERNUMBER",
    "NTH",
    "TENS",
    "SHORT",
    "HUNDREDS",
)
FORMS = ("CLOCK", "ISODATE", "NUMERIC", "GLUED", "OTHERWORD")
NAMES = (*WORDS, *NUMBERS, *FORMS)
CODES = {name: chr(0x100 + index) for index, name in enumerate(NAMES)}
_BY_WORD: dict[str, str] = {}
for _name, _words in WORDS.items():
    for _word in _words.split(" "):
        _BY_WORD.setdefault(_word, CODES[_name])
# Words that are a month or a weekday only when written with a capital letter.
_CAPITAL = frozenset(MONTHS) | {"sun", "sat", "mon", "wed", "fri", "thu", "tue", "thur"}
OTHER = CODES["OTHERWORD"]
# Names of months and weekdays that a full stop belongs to.
ABBREVIATED = frozenset(name for name in (*MONTHS, *WEEKDAYS) if len(name) < 6 and name not in FULL)

TOKEN = re.compile(
    r"(?P<iso>(?<!\d)[12]\d{3}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?)?(?!\d))"
    r"|(?P<numeric>(?<![\d./-])[0-3]?\d([./-])[0-3]?\d\3(?:[12]\d)?\d\d(?![\d/-]|\.\d))"
    r"|(?P<clock>(?<![\d:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<tens>(?:\d{4}s|(?:\d{3}|['’]?\d)0['’]s|['’]?\d0s)\b)"
    r"|(?P<hundreds>\d\d0s\b)"
    r"|(?P<nth>\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<short>['’](?<!\w['’])\d\d\b)"
    r"|(?P<big>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    r"|(?P<number>\d+)"
    r"|(?P<dotted>(?:[A-Za-z]\.){2,}|\b[apAP]\.m\b|\b[Bb]\.[Cc]\b)"
    r"|(?P<word>[oO]['’]clock|[^\W\d_]+(?:\d\w*)?)"
    r"|(?P<suffix>['’](?:s|ll)\b)"
    r"|(?P<mark>[^\w\s]|\n\s*\n|_)"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens: where each stands, and the class characters in one string."""

    text: str
    spans: list[tuple[int, int]]
    codes: str

    def word(self, index: int) -> str:
        """The token at ``index``, lower-cased; empty outside the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end].lower()

    def raw(self, index: int) -> str:
        """The token at ``index`` as written; empty outside the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end]


def tokens(text: str) -> Tokens:
    """Cut ``text`` into tokens and classes, in one pass."""
    spans: list[tuple[int, int]] = []
    codes: list[str] = []
    for match in TOKEN.finditer(text):
        spans.append(match.span())
        codes.append(_code(match.lastgroup or "", match.group()))
    return Tokens(text, spans, "".join(codes))


_FIXED = {
    "iso": CODES["ISODATE"],
    "numeric": CODES["NUMERIC"],
    "clock": CODES["CLOCK"],
    "tens": CODES["TENS"],
    "nth": CODES["NTH"],
    "short": CODES["SHORT"],
    "hundreds": CODES["HUNDREDS"],
    "big": CODES["OTHERNUMBER"],
}


@lru_cache(maxsize=20_000)
def _code(group: str, token: str) -> str:
    if group in _FIXED:
        return _FIXED[group]
    if group == "number":
        return CODES[_number_class(token)]
    if token.startswith("\n"):
        return CODES["SENTENCE"]
    lower = token.lower()
    if lower in _CAPITAL and not token[0].isupper():
        return OTHER
    return _BY_WORD.get(lower, OTHER)


def _number_class(digits: str) -> str:
    if len(digits) > 4:
        return "OTHERNUMBER"
    value = int(digits)
    if len(digits) <= 2:
        return ("DIGIT", "TEENS", "TWENTIES", "TWO")[
            0 if value <= 12 else 1 if value <= 24 else 2 if value <= 31 else 3
        ]
    return "YEAR" if 1000 <= value <= 2150 and len(digits) == 4 else "OTHERNUMBER"
