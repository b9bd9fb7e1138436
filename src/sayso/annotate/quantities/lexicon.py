"""Numbers, magnitudes, hedges and units as words, loaded once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

from sayso.annotate.quantities.tokens import TOKEN


def words(text: str) -> frozenset[str]:
    """The words of ``text`` as a set."""
    return frozenset(text.split())


def _counted(text: str, start: int, step: int) -> dict[str, float]:
    return {word: float(start + step * place) for place, word in enumerate(text.split())}


ONES = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    0,
    1,
)
TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
CARDINALS: dict[str, float] = {**ONES, **TENS}
SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12,
    "lakh": 1e5,
    "crore": 1e7,
}
MAGNITUDES = SCALES | {f"{word}s": value for word, value in SCALES.items()}
"""Magnitudes behind a number, where careless writers put a plural: "61 billions"."""
# Abbreviated magnitudes; those of one letter must touch the figure ("25k", "$4.2b").
SHORT_SCALES: dict[str, float] = {
    "bn": 1e9,
    "mn": 1e6,
    "mln": 1e6,
    "bln": 1e9,
    "mil": 1e6,
    "tn": 1e12,
    "trn": 1e12,
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "b": 1e9,
    "B": 1e9,
    "mm": 1e6,
}
VAGUE: dict[str, float] = {
    "dozens": 12,
    "scores": 20,
    "tens": 10,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
FRACTIONS: dict[str, int] = {
    word: part
    for part, words in {
        2: "half halves",
        3: "third thirds",
        4: "quarter quarters fourth fourths",
        5: "fifth fifths",
        6: "sixth sixths",
        7: "seventh sevenths",
        8: "eighth eighths",
        9: "ninth ninths",
        10: "tenth tenths",
        20: "twentieth twentieths",
        100: "hundredth hundredths",
    }.items()
    for word in words.split()
}
MULTIPLES: dict[str, float] = {"twice": 2, "thrice": 3, "double": 2, "triple": 3, "treble": 3}

# What words before (or after) an amount say of its bounds. "over" opens it upwards: [n, null];
# "under" opens it downwards: [null, n]; "short" is an amount not quite reached ("almost 20"), kept
# as [null, n] too; "near" leaves [n, n] and only the hedge tells.
BEFORE: dict[str, str] = {
    phrase: bound
    for bound, phrases in {
        "over": (
            "more than|over|above|at least|greater than|higher than|exceeding|exceeds|exceed|"
            "exceeded|surpassed|surpassing|surpasses|upwards of|upward of|no less than|"
            "not less than|no fewer than|not fewer than|well over|just over|in excess of|beyond|"
            "larger than|better than|longer than|topped|tops|a minimum of|minimum of|>|≥|"
            "well above|"
            "bigger than|further than|older than|slightly more than|a little more than|"
            "far more than|not more than|much more than|well more than|starting from|as few as|"
            "slightly over|a little over|just above|slightly above"
        ),
        "under": (
            "less than|fewer than|under|below|up to|at most|no more than|lower than|"
            "just under|as much as|as many as|sub|a maximum of|maximum of|at the most|<|≤|"
            "smaller than|just below|well under|well below|shorter than|younger than|"
            "no longer than|no later than|not exceeding|just shy of|shy of|slightly less than|"
            "a little less than|slightly under|not more than|even less than|a little under|"
            "slightly below"
        ),
        "short": (
            "almost|nearly|close to|not quite|approaching|just about|virtually|practically|"
            "nears|neared|nearing|just short of"
        ),
        "near": (
            "about|around|approximately|roughly|some|circa|ca|approx|an estimated|estimated|"
            "somewhere around|or so|in the region of|in the order of|on the order of|averaged|"
            "averages|averaging|barely|≈|~|∼|nearly about|around about|probably|"
            "perhaps|maybe|possibly|more or less|give or take|an estimate of|"
            "in the neighborhood of|in the neighbourhood of|in the vicinity of"
        ),
    }.items()
    for phrase in phrases.split("|")
} | {"not more than": "under"}
AFTER: dict[str, str] = {
    "or more": "over",
    "or so": "near",
    "or thereabouts": "near",
    "odd": "near",
    "or less": "under",
    "or fewer": "under",
    "at least": "over",
    "or above": "over",
    "or over": "over",
    "or higher": "over",
    "or older": "over",
    "and above": "over",
    "and over": "over",
    "or under": "under",
    "or below": "under",
    "or younger": "under",
    "plus": "over",
    "+": "over",
    "at most": "under",
}


@dataclass(frozen=True, slots=True)
class Units:
    """The unit lexicon: what stands before an amount, and what after it."""

    before: dict[str, str]
    symbols: dict[str, str]
    names: dict[str, str]
    currencies: frozenset[str]
    openers: frozenset[str]
    """Lower-cased tokens that a unit behind an amount can begin with."""
    starts: frozenset[str]
    """Lower-cased tokens that a quantity can begin with, figures aside."""


def _first(symbol: str) -> str:
    """The first token of a currency symbol, lower-cased: the letters of "US$", the "$" of "$US"."""
    letters = "".join(takewhile(str.isalpha, symbol))
    return (letters or symbol[:1]).lower()


def _read() -> str:
    return (files("sayso.annotate") / "data" / "units.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def factors() -> dict[str, tuple[str, float]]:
    """Unit to its base unit and how many of those it is; a unit without one is not listed."""
    tables: dict[str, dict[str, float]] = tomllib.loads(_read())["factor"]
    return {unit: (base, float(n)) for base, held in tables.items() for unit, n in held.items()}


@lru_cache(maxsize=1)
def units() -> Units:
    """Read ``annotate/data/units.toml``."""
    table: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads(_read())
    both = {**table["currency"], **table["unit"]}
    return Units(
        before={s: unit for unit, entry in table["currency"].items() for s in entry["symbols"]},
        symbols={s: unit for unit, entry in both.items() for s in entry["symbols"]},
        names={name: unit for unit, entry in both.items() for name in entry["names"]},
        currencies=frozenset(table["currency"]),
        openers=frozenset(
            TOKEN.match(name).group().lower()  # type: ignore[union-attr]
            for entry in both.values()
            for name in (*entry["symbols"], *entry["names"])
        ),
        starts=frozenset(
            (
                *CARDINALS,
                *SCALES,
                *VAGUE,
                *MULTIPLES,
                "half",
                "a",
                "an",
                *(_first(s) for entry in table["currency"].values() for s in entry["symbols"]),
            )
        ),
    )
