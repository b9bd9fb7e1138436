"""Whether a description may mean someone, by the roles that the document gives them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.attributions.known import Known
from sayso.annotate.data import word_list
from sayso.annotate.mentions.words import alike, role_head, role_words

_KINDS = word_list("speech", "kinds")
_RULERS, _MEMBERS, _SOLDIERS, _SCHOLARS = (
    frozenset(_KINDS[kind]) for kind in ("rulers", "members", "soldiers", "scholars")
)
_LEADS = _RULERS - {"deputy", "ambassador", "senator"}
WIDER: dict[str, frozenset[str]] = {
    "politician": _RULERS | _MEMBERS,
    "official": (_RULERS | _SOLDIERS) - {"senator", "king", "queen", "prince"},
    "leader": _LEADS,
    "statesman": _RULERS,
    "ruler": _LEADS,
    "strongman": _LEADS,
    "chief": _SOLDIERS | _LEADS,
    "head": _SOLDIERS | _LEADS,
    "boss": _LEADS,
    "diplomat": frozenset(["ambassador", "envoy", "consul", "minister", "secretary"]),
    "lawmaker": _MEMBERS,
    "legislator": _MEMBERS,
    "mp": _MEMBERS,
    "mep": _MEMBERS,
    "commander": _SOLDIERS,
    "officer": _SOLDIERS,
    "expert": _SCHOLARS,
    "analyst": _SCHOLARS,
    "scholar": _SCHOLARS,
    "academic": _SCHOLARS,
    "aide": frozenset(["adviser", "advisor", "chief", "assistant", "secretary", "head"]),
    "adviser": frozenset(["aide", "advisor", "chief"]),
    "spy": frozenset(["agent", "officer", "chief", "operative"]),
}
ANYONE = frozenset(["man", "woman"])
"""Nouns that contradict no role."""


def may_mean(known: Known, who: str, noun: str, places: Sequence[str]) -> bool | None:
    """Whether a description with this noun and names of places may mean ``who``.

    True where one of their roles says so, null where nothing is known of their roles, false
    where those are of something or somewhere else.
    """
    if not known.gendered(who, noun):
        return False
    roles = [words for words in known.roles(who) if _says_something(words)]
    if not roles:
        return None
    said = {word for words in roles for word in role_words(words)}
    head = role_head([noun])
    heads = {role_head(words) for words in roles}
    exact = any(head == one for one in heads)
    if not exact and noun not in ANYONE and heads.isdisjoint(WIDER.get(noun, ())):
        return False
    return all(any(alike(place, word) for word in said) for place in places) or _placeless(
        known, said, exact
    )


def _says_something(words: Sequence[str]) -> bool:
    return role_head(words).rstrip(".") not in ("mr", "mrs", "ms", "miss", "dr", "sir", "")


def _placeless(known: Known, said: set[str], exact: bool) -> bool:
    """Whether the very office is given, and nowhere whose it is."""
    of = {
        word
        for entity in known.entities.values()
        if entity.kind in ("place", "group")
        for word in entity.name.lower().split()
    }
    return exact and not any(alike(word, place) for word in said for place in of)
