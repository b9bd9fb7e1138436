"""Whether two spellings may be one name: "Sergei" and "Sergey", "Karabakh" and "Garabagh".

Names that come from another alphabet are written in several ways. ``skeleton`` brings the usual
romanisations (BGN/PCGN, ISO 9, GOST, scholarly and newspapers' own, of Cyrillic, Arabic, Persian,
Armenian, Georgian and Turkic names) to one form: consonants by class, vowels dropped but the first.
Equal skeletons are necessary, never enough: the letters must be alike as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

# Letter groups that romanisations exchange, in the order in which they are replaced.
_CLASSES = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"shch|sch|tsch|tch|sh|ch|cz|sz", "s"),
        (r"zh|dzh|dj", "j"),
        (r"ts|tz", "s"),
        (r"kh|gh|qh", "k"),
        (r"ph", "f"),
        (r"x", "ks"),
        (r"ck|q|g", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"w", "v"),
        (r"z", "s"),
        (r"d(?=t)|t(?=d)", ""),
        (r"j", "s"),
    )
)
_FIRST_VOWEL = {"e": "e", "i": "e", "y": "e", "a": "a", "o": "o", "u": "u"}
_VOWELS = re.compile(r"[aeiou]+")
_REPEATED = re.compile(r"(.)\1+")
# Of pairs with one skeleton in the development articles those under this are other names.
_LEAST_ALIKE = 0.75
_HARDLY_OTHER = 0.93


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What is left of a folded word when romanisations are levelled; empty for no letters.

    The first letter counts also where it is a vowel, with e, i and y (and "ye", "ie") as one.
    """
    word = re.sub(r"^[yj](?=[aeou])|^[ei](?=[ey])", "", word) or word
    for pattern, letter in _CLASSES:
        word = pattern.sub(letter, word)
    first = _FIRST_VOWEL.get(word[:1], word[:1])
    rest = re.sub(r"[aeiouyh]", "", word[1:])
    return _REPEATED.sub(r"\1", first + rest)


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> bool:
    """Whether two folded words are one name spelled twice."""
    if one == other:
        return True
    if skeleton(one) != skeleton(other) or min(len(one), len(other)) < 3:
        return False
    levelled = _level(one), _level(other)
    if _feminine(*levelled) or _feminine(*reversed(levelled)):
        return False
    if len(_VOWELS.findall(levelled[0])) != len(_VOWELS.findall(levelled[1])):
        return False
    return JaroWinkler.similarity(*levelled) >= _LEAST_ALIKE


@lru_cache(maxsize=65536)
def same_romanised(one: str, other: str) -> bool:
    """Whether two folded words are hardly more than romanised by two standards: no look at who
    bears them is needed to take "Andriy" and "Andrii" for one name."""
    return alike(one, other) and JaroWinkler.similarity(_level(one), _level(other)) >= _HARDLY_OTHER


def _feminine(one: str, other: str) -> bool:
    """Whether ``other`` is the form for women: "Petrov", "Petrova"; "Mario", "Maria"."""
    if one.endswith(("i", "o")) and other in (one[:-1] + "aia", one[:-1] + "a"):
        return True
    return other == one + "a"


def _level(word: str) -> str:
    """``word`` with the exchanges that mean nothing made: "iy", "yy", "ii", "y" are "i"."""
    for pattern, letter in _CLASSES:
        word = pattern.sub(letter, word)
    word = re.sub(r"[iyj]+", "i", word)
    word = re.sub(r"ou|oo", "u", word)
    return _REPEATED.sub(r"\1", word.removesuffix("h"))
