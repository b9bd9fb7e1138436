"""The words for offices, bodies and documents that mentions are recognised by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sayso.annotate.data import word_groups, word_list
from sayso.annotate.fold import fold

_TITLES = word_list("titles", "titles")
_PERSONS = word_list("titles", "persons")
_BODIES = word_list("titles", "bodies")


def _with_plurals(words: list[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(plural(word) for word in words)


def plural(word: str) -> str:
    """The regular plural of ``word``; irregular ones are listed where they matter."""
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


MALE_TITLES = frozenset(_TITLES["male"])
FEMALE_TITLES = frozenset(_TITLES["female"])
TITLES = MALE_TITLES | FEMALE_TITLES | frozenset(_TITLES["any"])
TITLE_MODIFIERS = frozenset(_TITLES["modifiers"])
OFFICES = frozenset(word for word in TITLES if word.isalpha() and len(word) > 3)
"""Titles that also stand as nouns: "the minister", "a spokesman"."""
PERSON_NOUNS = OFFICES | frozenset(_PERSONS["heads"])
PLURAL_PERSONS = frozenset(plural(word) for word in PERSON_NOUNS) | {"people", "children", "police"}
MALE_NOUNS = MALE_TITLES | frozenset(_PERSONS["male"])
FEMALE_NOUNS = FEMALE_TITLES | frozenset(_PERSONS["female"])
BODY_NOUNS = frozenset(_BODIES["heads"])
PLURAL_BODIES = frozenset(plural(word) for word in BODY_NOUNS) | frozenset(_BODIES["plural"])
DOCUMENT_NOUNS = _with_plurals(word_list("titles", "documents")["heads"])
OUTLET_NOUNS = frozenset(word_list("titles", "outlets")["heads"])
SAME_ROLES = {form: group[0] for group in word_groups("titles", "roles", "same") for form in group}
SPOKESPERSON = frozenset(["spokesman", "spokeswoman", "spokesperson"])
SAYING = frozenset(word_list("titles", "verbs")["saying"])
PLACE_NOUNS = _with_plurals(word_list("titles", "places")["heads"])
HELD_OFFICES = frozenset(_TITLES["offices"])
"""Offices that one person at a time holds, so that "the president of X" is someone."""
_SMALL = frozenset(
    ["the", "a", "an", "of", "for", "in", "'s", "s", "its", "their", "his", "her", "our"]
)
# The share of the longer word that a place and its people's name have in common at the start.
_STEM = 0.6


def role_words(words: Iterable[str]) -> frozenset[str]:
    """The words of a role or body as they are compared: folded, small ones dropped, offices and
    ministries in their one form, people's nouns in the singular."""
    return _role_words(" ".join(words))


def role_head(words: Iterable[str]) -> str:
    """The noun that a role or a body's name is built on: "head" of "head of the studies"."""
    before: list[str] = []
    for word in _same_form(words).split():
        if before and word in ("of", "for", "at", "in", "to"):
            break
        before.append(word)
    return root(singular(before[-1])) if before else ""


@lru_cache(maxsize=16384)
def _role_words(phrase: str) -> frozenset[str]:
    words = _same_form(phrase.split()).split()
    return frozenset(root(singular(word)) for word in words if word not in _SMALL)


def _same_form(words: Iterable[str]) -> str:
    phrase = f" {' '.join(fold(word) for word in words)} "
    for form, same in SAME_ROLES.items():
        if form in phrase:
            phrase = phrase.replace(f" {form} ", f" {same} ")
    return phrase


def root(noun: str) -> str:
    """The noun that is compared: a spokeswoman is a spokesperson."""
    return "spokesperson" if noun in SPOKESPERSON else noun


def singular(word: str) -> str:
    """The singular of a noun for people or bodies; any other word as it is."""
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and (stem in PERSON_NOUNS or stem in BODY_NOUNS):
            return stem
    return word


def alike(one: str, other: str) -> bool:
    """Whether two words are one or a place and its people: a long common beginning."""
    if one == other:
        return True
    short = min(len(one), len(other))
    if short < 4:
        return False
    same = 0
    while same < short and one[same] == other[same]:
        same += 1
    return same >= 4 and same >= _STEM * max(len(one), len(other))


def alike_all(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether every word on either side has one like it on the other."""
    return all(any(alike(a, b) for b in others) for a in ones) and all(
        any(alike(a, b) for a in ones) for b in others
    )
