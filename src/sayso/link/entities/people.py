"""Which people of one surname are one person.

Full names in two spellings need more than the spelling: the same office, or texts that mention the
same things. A surname alone is somebody's whom the other texts know well, or who holds the same
office there; else it stays nobody's. Two who are named side by side in one text are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby
from typing import Final

from sayso.link.entities.offices import agreement, office, office_key
from sayso.link.entities.profile import MOST_ASKED, Join, Profile, Surroundings, shared
from sayso.link.entities.spelling import alike, same_romanised, skeleton
from sayso.link.rulings import Parts

# Set by reading the joins of the development articles: see docs/benchmarks.md, `joins`.
WELL_KNOWN: Final = 3
"""Documents that give somebody's full name before the surname alone is taken as theirs."""
FAMOUS: Final = 10
"""The same where the texts have little else in common."""
FAR_AHEAD: Final = 0.85
"""The share of a surname's documents that one bearer must have for it to be theirs by itself."""
_SOME_SHARED: Final = 0.1
_MUCH_SHARED: Final = 0.3
_SAME: Final = 3
"""One name, romanised by two standards at most."""
_ALIKE: Final = 2
"""One name in two spellings, it seems."""
_SHORTER: Final = 1
"""One may be short for the other, or an initial of it."""
_CLIPPED = 3  # letters; a given name cut to fewer may be anybody's
_SHORT_FORM = 4  # letters; "Joe" for "Joseph", "Mike" for "Michael"


def judge(
    full: Sequence[Profile], short: Iterable[Profile], around: Surroundings
) -> Iterator[Join]:
    """Joins among people whose surnames have one skeleton.

    ``full``: those who have a given name, too; ``short``: those of one document each who have none.
    """
    part = [one for one in full if any(_ends(one, other) for other in full)]
    whole = [one for one in full if one not in part]
    known_last = sorted(whole, key=lambda one: (one.count, one.key))
    spelled = [
        join
        for one, other in combinations(known_last, 2)
        if _letters_agree(one, other, whole)
        for join in _spelled(one, other, around)
    ]
    yield from spelled
    bearers = _together(whole, spelled)
    nobodys: list[Profile] = []
    for profile in (*part, *short):
        if any(_may_be(profile, one) for one in bearers):
            yield from _bearer(profile, bearers, around)
        else:
            nobodys.append(profile)
    for _, same in groupby(sorted(nobodys, key=_by_words), key=Profile.words):
        yield from _only_name(list(same), around)


def _by_words(profile: Profile) -> tuple[list[str], str]:
    return profile.words(), profile.key


def _only_name(alike_named: Sequence[Profile], around: Surroundings) -> Iterator[Join]:
    """Joins of a name to which no text here adds another: who has but one is known by it.

    Of two texts both must mention much else in common.
    """
    least = _MUCH_SHARED if len(alike_named) < WELL_KNOWN else 0.0
    if any(one.name.isupper() or any(map(str.isdigit, one.name)) for one in alike_named):
        least = 0.0  # "MI6" is no surname
    keys = [one.key for one in alike_named]
    for one in alike_named[1:]:
        others = [doc for other in alike_named if other is not one for doc in other.docs]
        common = shared(around.beside(one.docs), around.beside(others[:MOST_ASKED]), keys)
        if common >= least and agreement(one.offices, alike_named[0].offices) >= 0:
            why = f"“{one.name}” alone in {len(alike_named)} texts, and no text here adds a name"
            yield Join(one.key, alike_named[0].key, "short", one.name, why, common)


def _together(full: Sequence[Profile], spelled: Sequence[Join]) -> list[Profile]:
    """The bearers of the full names, those that are one by their spelling as one."""
    parts = Parts()
    for join in sorted(spelled, key=lambda join: (-join.strength, join.one, join.other)):
        parts.join(join.other, join.one)
    found: dict[str, Profile] = {}
    for profile in sorted(full, key=lambda one: (-one.count, one.key)):
        root = parts.of(profile.key)
        found[root] = found[root].with_those_of(profile) if root in found else profile
    return list(found.values())


def _letters_agree(one: Profile, other: Profile, full: Sequence[Profile]) -> bool:
    """Whether the middle letters of two names may be one person's.

    "Jane Q. Doe" is "Jane Doe", as papers differ in whether they print the letter, unless there is
    a "Jane R. Doe", too: then it is not known which of them "Jane Doe" is.
    """
    if one.letters() == other.letters():
        return True
    if one.letters() and other.letters():
        return False
    named = {one.words()[0], other.words()[0]}
    return len({p.letters() for p in full if p.words()[0] in named} - {""}) < 2


def _spelled(one: Profile, other: Profile, around: Surroundings) -> Iterator[Join]:
    """Whether two full names are one person's; ``other`` is in more documents."""
    near = _given_alike(one.words(), other.words())
    if not near or not set(one.docs).isdisjoint(other.docs):
        return
    agree = agreement(one.offices, other.offices)
    common = shared(around.beside(one.docs), around.beside(other.docs), (one.key, other.key))
    clipped = min(len(one.words()[0]), len(other.words()[0])) >= _CLIPPED
    known = other.count >= FAMOUS and (clipped or common >= _SOME_SHARED)
    evidence = near + agree + (common >= _SOME_SHARED) + (common >= _MUCH_SHARED)
    if agree < 0 or not (
        near == _SAME
        or (near == _ALIKE and evidence > _ALIKE)
        or (evidence > _ALIKE and agree > 1)
        or (near == _SHORTER and (common >= _MUCH_SHARED or known))
    ):
        return
    why = (
        f"“{one.name}” and “{other.name}” are one name in two forms; {_because(one, other, common)}"
    )
    yield Join(one.key, other.key, "spelling", one.name, why, near + agree + common)


def _given_alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How near two names are: one of ``_SAME``, ``_ALIKE`` and ``_SHORTER``, or 0."""
    if not alike(one[-1], other[-1]):
        return 0
    if one == other:
        return _SAME
    middle = [names[1:-1] for names in (one, other)]
    if all(middle) and not all(alike(a, b) for a, b in zip(*middle, strict=False)):
        return 0
    first, second = sorted((one[0], other[0]), key=len)
    if alike(first, second):
        strict = same_romanised(first, second) and same_romanised(one[-1], other[-1])
        return _SAME if strict and not any(middle) else _ALIKE
    if skeleton(first) == skeleton(second) and len(first) > 2:
        return _SHORTER
    short_form = len(first) <= _SHORT_FORM and second.startswith(first[:2])
    return _SHORTER if short_form and (len(first) > 1 or first == second[0]) else 0


def _bearer(short: Profile, full: Sequence[Profile], around: Surroundings) -> Iterator[Join]:
    """Whose a surname is that stands alone in its document."""
    bearers = [one for one in full if _may_be(short, one)]
    agreed = {one.key: agreement(short.offices, one.offices) for one in bearers}
    best = max(bearers, key=lambda one: (agreed[one.key], one.count, one.key))
    here = around.beside(short.docs)
    if agreed[best.key] < 0 or best.key in here:
        return  # the text itself names both, and as two
    rivals = [one for one in bearers if one is not best]
    common = shared(here, around.beside(best.docs), (short.key, best.key))
    ahead = best.count / sum(one.count for one in bearers)
    sole = not any(agreed[one.key] >= agreed[best.key] > 0 for one in rivals)
    some = common >= _SOME_SHARED
    if not (
        (ahead >= FAR_AHEAD and best.count >= (WELL_KNOWN if some else FAMOUS))
        or (agreed[best.key] == 2 and sole)
        or (agreed[best.key] == 1 and sole and best.count > 1 and some)
        or (not rivals and (agreed[best.key] == 1 or common >= _MUCH_SHARED))
        or (not rivals and best.count > 1 and any(map(office_key, best.roles)))
        or (not rivals and len(short.words()) > 1)
    ):
        return
    nobody = "nobody else here is called so" if not rivals else "others here are far less named"
    why = f"“{short.name}” alone: {best.count} texts name “{best.name}”, {nobody}"
    if agreed[best.key] > 0:
        why += f"; {_because(short, best, common)}"
    yield Join(short.key, best.key, "short", short.name, why, agreed[best.key] + ahead + common)


def _may_be(short: Profile, full: Profile) -> bool:
    """Whether the one's words end the other's name, or the texts call the other so."""
    return _ends(short, full) or short.name in full.names


def _ends(part: Profile, whole: Profile) -> bool:
    words, all_words = part.words(), whole.words()
    return len(words) < len(all_words) and all(
        alike(a, b) for a, b in zip(reversed(words), reversed(all_words), strict=False)
    )


def _because(one: Profile, other: Profile, common: float) -> str:
    same = [(a, b) for a in sorted(one.roles) for b in sorted(other.roles) if _one_office(a, b)]
    if same:
        return f"“{same[0][0]}”, “{same[0][1]}”"
    return f"{common:.0%} of what is mentioned beside the one is so beside the other"


def _one_office(one: str, other: str) -> bool:
    held = office(one), office(other)
    return all(held) and agreement(*([one] for one in held if one)) == 2
