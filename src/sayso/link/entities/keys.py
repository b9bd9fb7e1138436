"""Keys: what entities of different documents must share to be one without further evidence."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from sayso.annotate.data import word_list
from sayso.annotate.fold import fold
from sayso.annotate.gazetteer import adjectives, look_up, name_key
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    TITLE_MODIFIERS,
    TITLES,
    role_words,
)
from sayso.link.entities.offices import office_key
from sayso.link.entities.states import countries
from sayso.rows import Entity, EntityKind

# A state acts as a body and lies at a place; spaCy calls it now one, now the other.
_FAMILY: dict[EntityKind, str] = {"organisation": "body", "place": "body"}
# Every state has them: "Border Guard" tells no more than "ministry".
_OF_STATES = frozenset(word_list("titles", "bodies")["of_states"])
_GENERIC = _OF_STATES | BODY_NOUNS | TITLE_MODIFIERS | TITLES | DOCUMENT_NOUNS
_POSSESSIVE = re.compile(r"['’]s\b")
_SHORT = 5  # letters; "asian", "civilian" apart, short words in -ian are no demonyms
# An entity with more names than this is an error of recognition; its names join nothing else.
MOST_NAMES = 24
# One word in the spellings of Britain and of the United States.
_BRITISH = {
    "defence": "defense",
    "offence": "offense",
    "labour": "labor",
    "centre": "center",
    "programme": "program",
    "organisation": "organization",
    "organisations": "organizations",
}
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(("i one first", "ii two second", "iii three third"), 1)
    for word in words.split()
}


def entity_key(entity: Entity) -> str:
    """What entities of different documents must share to be one: kind and name, as compared.

    Where the place is known, what they share is its GeoNames id, or which area it is of those that
    GeoNames lacks, whatever each outlet calls it. The key of an entity that cannot be known
    elsewhere holds its own id, so that it joins nothing by itself.
    """
    if entity.geonames is not None:
        return f"geonames|{entity.geonames}"
    family = _FAMILY.get(entity.kind, entity.kind)
    area = _area(entity.name) if family == "body" else None
    if area is not None:
        return area
    if family == "office" and (key := office_key(entity.name)) is not None:
        return key
    key = f"{family}|{compared(entity.name, entity.kind)}"
    return key if stands_alone(entity) else f"{key}|{entity.id}"


def entity_id(key: str) -> str:
    """The id across documents of the entities with this key: ``e`` and 16 hex digits."""
    return "e" + hashlib.sha256(key.encode()).hexdigest()[:16]


def other_keys(entity: Entity) -> frozenset[str]:
    """Keys under which other documents may name this one, by the other names in its own document.

    People have none: their other names are surnames, which alone join nobody.
    """
    if entity.kind == "person" or len(entity.aliases) > MOST_NAMES or not stands_alone(entity):
        return frozenset()
    names = dict.fromkeys([entity.name, *(alias.name for alias in entity.aliases)])
    others = (Entity(entity.id, name, entity.kind) for name in names if name)
    return frozenset(entity_key(other) for other in others if stands_alone(other)) - {
        entity_key(entity)
    }


@lru_cache(maxsize=65536)
def compared(name: str, kind: EntityKind) -> str:
    """A name of this kind as it is compared: accents, case, word order of bodies, demonyms and
    British spelling aside."""
    words = [_BRITISH.get(word, word) for word in fold(_POSSESSIVE.sub("", name)).split()]
    if kind == "group" and words and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]
    elif kind == "happening":
        # "World War Two", "Second World War", "World War II"
        words = sorted(_NUMBERS.get(word, word) for word in words)
    elif kind in ("organisation", "office") and not (BODY_NOUNS | TITLES).isdisjoint(words):
        # "Defence Ministry of X", "Ministry of Defence of X", "X's Defence Ministry"
        states, rest = countries(words)
        words = sorted({*map(_country, role_words(rest)), *states})
    return " ".join(words)


@lru_cache(maxsize=16384)
def _area(name: str) -> str | None:
    """The key of an area of the gazetteer's own table that has no id: its middle."""
    entries = look_up(name) if name_key(name) not in adjectives() else ()
    if len(entries) != 1 or entries[0].kind != "area" or entries[0].geonames is not None:
        return None
    return f"area|{entries[0].latitude} {entries[0].longitude}"


def _country(word: str) -> str:
    """ "ruritania" for "ruritanian": the one form of demonym that tells its country letter by
    letter. Other endings do not (Niger's people are not Nigeria's), so they join nothing."""
    return word[:-1] if word.endswith("ian") and len(word) > _SHORT else word


def stands_alone(entity: Entity) -> bool:
    """Whether the name says outside its document who is meant."""
    return _stands_alone(entity.name, entity.kind)


@lru_cache(maxsize=65536)
def _stands_alone(name: str, kind: EntityKind) -> bool:
    words = fold(name).split()
    if not words:
        return False
    if kind == "person":
        return len(words) > 1
    if kind in ("document", "happening"):
        return len(words) > 1 and not _GENERIC.issuperset(words)
    return not _GENERIC.issuperset(role_words(words))
