"""The cue lexicon: which words attribute, in which construction, and what they let on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.rows import Polarity, Stance

# A construction counts for a word as much as its own counts and this many of the construction's.
PRIOR_WEIGHT = 2.0
DEFAULT_PRIOR = 0.03
WORD_SHARE = 0.5
VOWELS = "aeiou"
# Verbs whose last consonant is doubled though the last syllable is not the only one.
DOUBLING = re.compile(
    r"(?:ad|com|per|sub|re)mit|(?:re|in|con|de|pre)fer|rebut|re[gb]ret|(?:con|re|oc)cur|(?:com|pro|re)pel|rebel|control"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue word by its base form; ``counts`` are matches and occurrences by construction."""

    lemma: str
    counts: dict[str, tuple[float, float]]
    polarity: Polarity = "asserted"
    stance: Stance = "neutral"
    rate: float = 0.0
    """Matches to occurrences over all constructions."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Inflected form to entry, for each word class, and how likely the constructions are."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    adjectives: dict[str, Entry]
    adverbs: dict[str, Entry]
    """Of hearsay; not counted by construction."""
    priors: dict[str, dict[str, float]]
    words: dict[str, frozenset[str]] = field(default_factory=dict)

    def entry(self, table: str, word: str) -> Entry | None:
        """The entry of an inflected, lower-case word in one of the three tables."""
        forms = {"verbs": self.verbs, "nouns": self.nouns, "adjectives": self.adjectives}[table]
        return forms.get(word)

    def likelihood(self, entry: Entry, table: str, rule: str) -> float:
        """How often this word in this construction was an attribution, smoothed.

        The guess that the counts correct is halfway between what the construction does for rare
        words and what the word does in all its constructions.
        """
        matches, total = entry.counts.get(rule, (0.0, 0.0))
        prior = self.priors[table].get(rule, DEFAULT_PRIOR)
        guess = prior + WORD_SHARE * (entry.rate - prior)
        return (matches + PRIOR_WEIGHT * guess) / (total + PRIOR_WEIGHT)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships, read once."""
    raw = files("sayso.annotate.data").joinpath("cues.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    words = {name: frozenset(listed) for name, listed in data["words"].items()}
    return Lexicon(
        _forms(data, "verbs", verb_forms),
        _forms(data, "nouns", noun_forms),
        _forms(data, "adjectives", lambda lemma, _: [lemma]),
        _forms(data, "adverbs", lambda lemma, _: [lemma]),
        data["priors"],
        words,
    )


def _forms(
    data: dict[str, Any], table: str, inflect: Callable[[str, list[str]], list[str]]
) -> dict[str, Entry]:
    polarity: dict[str, Polarity] = {
        word: name for name, listed in data["polarity"].items() for word in listed
    }
    stance: dict[str, Stance] = {
        word: name for name, listed in data["stance"].items() for word in listed
    }
    found: dict[str, Entry] = {}
    for lemma, counts in {**data[table], **data["added"].get(table, {})}.items():
        matches = sum(pair[0] for pair in counts.values())
        total = sum(pair[1] for pair in counts.values())
        entry = Entry(
            lemma,
            {rule: (pair[0], pair[1]) for rule, pair in counts.items()},
            polarity.get(lemma, "asserted"),
            stance.get(lemma, "neutral"),
            matches / total if total else 0.0,
        )
        for form in inflect(lemma, data["irregular"].get(lemma, [])):
            found.setdefault(form, entry)
    return found


def _inverted(lists: dict[str, list[str]]) -> dict[str, Any]:
    return {word: name for name, listed in lists.items() for word in listed}


def verb_forms(lemma: str, irregular: list[str]) -> list[str]:
    """The forms of a verb; irregular past forms are given, the rest follows the spelling rules."""
    past = irregular or [_past(lemma)]
    return [lemma, _third(lemma), _gerund(lemma), *past]


def noun_forms(lemma: str, irregular: list[str]) -> list[str]:
    """Singular and plural."""
    return [lemma, *(irregular or [_third(lemma)])]


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word != "do"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubled(word: str) -> bool:
    if len(word) < 3 or word[-1] in VOWELS + "wxy" or word[-2] not in VOWELS:
        return False
    if word[-3] in VOWELS and word[-3:-1] != "ui":
        return False
    return DOUBLING.fullmatch(word) is not None or sum(letter in VOWELS for letter in word) == 1


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ied"
    return word + (word[-1] if _doubled(word) else "") + "ed"


def _gerund(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    return word + (word[-1] if _doubled(word) else "") + "ing"
