"""Capitals that act: "Strelsau rejected the offer" is the state's government, not the city."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.data import word_list
from sayso.annotate.gazetteer import look_up
from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.groups import Group
from sayso.annotate.mentions.tokens import Tokens
from sayso.annotate.mentions.words import SAYING

_WORDS = word_list("titles", "acting")
_ACTS = frozenset(_WORDS["verbs"])
_SUFFERS = frozenset(_WORDS["objects"])
_OWN = frozenset(_WORDS["nouns"])
_TALKS = frozenset(_WORDS["talks"])
_ACTING = frozenset(["place", "organisation"])
_BETWEEN = frozenset(["with", "between", "by", "from", "to", "for", "against"])
_SHARED = frozenset(_WORDS["shared"])


def take_for_state(tokens: Tokens, names: Sequence[Found], groups: Sequence[Group]) -> None:
    """Give each capital that acts the group of its state, where the document names the state.

    The name is then one more mention of the state and no name of the city; as the state is not
    called so where nobody acts, it is no alias of it either.
    """
    states = _states(groups)
    capitals = {
        number: states[country]
        for number, group in enumerate(groups)
        if group.kind in _ACTING and group.names
        for country in [_capital_of(group)]
        if country in states and states[country] != number
    }
    for name in names:
        if name.group in capitals and name.group is not None and acts(tokens, name):
            _uncount(groups[name.group], name.text)
            name.group = capitals[name.group]
            name.what = groups[name.group].kind


def _uncount(group: Group, name: str) -> None:
    group.names[name] -= 1
    if not group.names[name]:
        del group.names[name]


def _states(groups: Sequence[Group]) -> dict[str | None, int]:
    """The countries that the document names, by their code."""
    found: dict[str | None, int] = {}
    for number, group in enumerate(groups):
        if group.kind in _ACTING and group.names:
            for entry in look_up(group.key):
                if entry.kind == "country" and entry.main:
                    found.setdefault(entry.country, number)
    return found


def _capital_of(group: Group) -> str | None:
    """The country whose capital this is; none where a larger place elsewhere, or a country, is
    called so too."""
    entries = () if group.key in _SHARED else look_up(group.key)
    capital = max(
        (one for one in entries if one.capital), key=lambda one: one.population, default=None
    )
    if capital is None or any(one.kind == "country" for one in entries):
        return None
    elsewhere = (one.population for one in entries if one.country != capital.country)
    return capital.country if capital.population > max(elsewhere, default=0) else None


def acts(tokens: Tokens, name: Found) -> bool:
    """Whether the sentence lets a place do what only people and bodies do."""
    place = name.head
    while tokens.dep[place] == "conj" and tokens.head[place] < place:
        place = tokens.head[place]  # "Strelsau and Hentzau agreed"
    above = tokens.head[place]
    word, dep = tokens.lower[above], tokens.dep[place]
    if dep in ("nsubj", "nsubjpass"):
        return _acting(tokens, above, dep)
    if dep == "dobj":
        return word in _SUFFERS
    if dep == "poss":
        return word in _OWN
    if dep != "pobj":
        return False
    if word == "to" and tokens.lower[above - 1] == "according":
        return True
    if word in _BETWEEN and tokens.lower[tokens.head[above]] in _TALKS:
        return True
    return word == "by" and tokens.dep[above] == "agent" and _act(tokens, tokens.head[above])


def _acting(tokens: Tokens, verb: int, dep: str) -> bool:
    if dep == "nsubjpass":
        return tokens.lower[verb] in _SUFFERS
    return _act(tokens, verb)


def _act(tokens: Tokens, verb: int) -> bool:
    """Whether a verb, or one joined to it, is of acting: "has and will reject"."""
    verbs = [verb, *(c for c in tokens.children[verb] if tokens.dep[c] == "conj")]
    return any(tokens.lower[one] in SAYING or tokens.lower[one] in _ACTS for one in verbs)
