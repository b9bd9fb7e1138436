"""Which names are one thing's: acronyms, and names that are now taken for one kind, now another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.annotate.fold import fold
from sayso.link.entities.profile import Join, Profile, Surroundings, shared

_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "a", "an", "to"])
_LONGEST: Final = 6  # letters of an acronym
_SOME_SHARED: Final = 0.1
_UNSURE: Final = 2  # letters; so few are the initials of many names
_TWICE: Final = 2
_MUCH_MORE: Final = 5


def is_acronym(name: str) -> bool:
    """Whether a name looks like initials: "EU", "U.N.", "NATO"."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= _LONGEST and letters.isalpha() and letters.isupper()


def initials(name: str) -> frozenset[str]:
    """The initials of a name of several words, with and without its small words.

    None where a word is not written as part of a name: "Ruritanian troops" has no acronym.
    """
    if not all(word[0].isupper() or word in _SMALL for word in name.replace("-", " ").split()):
        return frozenset()
    words = fold(name).split()
    large = [word for word in words if word not in _SMALL]
    if len(large) < 2 or len(words) > _LONGEST:
        return frozenset()
    return frozenset("".join(word[0] for word in some) for some in (words, large))


def judge_acronym(
    short: Sequence[Profile], long: Sequence[Profile], around: Surroundings
) -> Iterator[Join]:
    """Joins of an acronym to the one name here that it abbreviates.

    Both must be known from several texts, one of which holds both or which mention the same things.
    """
    known = [one for one in long if one.count > 1]
    if len(known) != 1:
        return
    (whole,) = known
    for one in short:
        both = len(set(one.docs) & set(whole.docs))
        common = shared(around.beside(one.docs), around.beside(whole.docs), (one.key, whole.key))
        if one.count < 2 or not (both or (common >= _SOME_SHARED and len(one.name) > _UNSURE)):
            continue
        why = (
            f"“{one.name}” are the initials of “{whole.name}”, and of no other name that several "
            f"texts here use; {both} texts have both"
        )
        less, more = sorted((one, whole), key=lambda profile: (profile.count, profile.key))
        yield Join(less.key, more.key, "acronym", one.name, why, 1 + common)


def judge_name(bearers: Sequence[Profile]) -> Iterator[Join]:
    """Joins of what bears one name and was taken for several kinds of thing.

    Recognition calls a town now a person, now a body. Where twice as many texts agree on one kind
    (more texts, where the others have a bare surname, if it is one), and nothing is said of the
    bearer in the others, it is that.
    """
    rest = sorted(bearers, key=lambda one: (-one.count, one.key))
    usual = rest.pop(0)
    others = sum(one.count for one in rest if one.alone and not one.key.startswith("geonames|"))
    bare = sum(one.count for one in rest if not one.alone)
    if not usual.alone or usual.count < _TWICE * others or usual.count <= bare:
        return
    towns = sum(one.count for one in rest if one.key.startswith("geonames|"))
    if towns and usual.count < _MUCH_MORE * towns:
        return  # places of one name: which of them is meant here is not known
    for one in rest:
        if one.offices or one.key.startswith(("geonames|", "area|")):
            continue
        kinds = " or ".join(sorted(one.kinds))
        kind = min(usual.kinds, key=lambda kind: (-usual.kinds[kind], kind))
        why = f"“{one.name}”, here taken for a {kinds}: {usual.count} texts name a {kind} so"
        yield Join(one.key, usual.key, "kind", one.name, why, 0.0)
