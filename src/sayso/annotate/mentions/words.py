"""The words for offices, bodies and documents that mentions are recognised by."""

from __future__ import annotations

from sayso.annotate.data import word_groups, word_list

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
SAME_ROLES = {form: group[0] for group in word_groups("titles", "roles", "same") for form in group}
SPOKESPERSON = frozenset(["spokesman", "spokeswoman", "spokesperson"])
