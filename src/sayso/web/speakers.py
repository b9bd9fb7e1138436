"""Who speaks in one document: names, initials, colours and shares of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.annotate.stage import Annotations
from sayso.rows import Attribution, Document, Entity
from sayso.web.segments import chains

# Seven tints after Okabe and Ito ("Color Universal Design", 2008; their black is the outlet's own
# voice) and five ways to underline. Both numbers advance together and share no factor, so that
# neighbours differ in both and 35 speakers get a pair of their own.
COLOURS = 7
UNDERLINES = ("solid", "dashed", "dotted", "double", "wavy")
_ARTICLES = {"a", "an", "the"}
UNNAMED = "speaker not named"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a document, as the legend and the margin show it."""

    key: str
    """The entity's id, or one made from the source's words where it is unknown who is meant."""
    entity: str | None
    name: str
    initials: str
    number: int
    """The place in the order of shares, from 0; decides colour and underline."""
    characters: int
    """How much of the text stands in this voice as the innermost one, in code points."""
    share: float
    """``characters`` by those of all sentences, 0 to 1."""
    attributions: int

    @property
    def look(self) -> str:
        """The classes of the stylesheet that give this voice its tint and underline."""
        return look(self.number)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone who speaks in a document. ``of`` finds the speaker of an attribution's id."""

    own: Speaker
    """The outlet's own voice."""
    speakers: tuple[Speaker, ...]
    of: Mapping[str, Speaker]


def look(number: int) -> str:
    """The two classes of the ``number``-th speaker: a tint and a way to underline."""
    return f"tint-{number % COLOURS} line-{UNDERLINES[number % len(UNDERLINES)]}"


def cast(document: Document, annotations: Annotations, entities: Iterable[Entity]) -> Cast:
    """The voices of ``document``, the one with most of the text first."""
    names = {entity.id: entity.name for entity in entities}
    keys = {row.id: _key(row, document.text) for row in annotations.attributions}
    labels = {
        keys[row.id]: names.get(row.speaker or "") or _source(row, document.text) or UNNAMED
        for row in reversed(annotations.attributions)
    }
    lengths, own = _lengths(annotations, keys)
    counts = Counter(keys.values())
    total = max(1, own + sum(lengths.values()))
    order = sorted(dict.fromkeys(keys.values()), key=lambda key: -lengths[key])
    initials = _distinct(
        ["–" if labels[key] == UNNAMED else initials_of(labels[key]) for key in order]
    )
    entity_of = {keys[row.id]: row.speaker for row in annotations.attributions}
    made = {
        key: Speaker(
            key=key,
            entity=entity_of[key],
            name=labels[key],
            initials=initials[number],
            number=number,
            characters=lengths[key],
            share=lengths[key] / total,
            attributions=counts[key],
        )
        for number, key in enumerate(order)
    }
    outlet = Speaker("", None, document.outlet or "the outlet", "", -1, own, own / total, 0)
    return Cast(outlet, tuple(made.values()), {row: made[key] for row, key in keys.items()})


def chain_names(cast_: Cast, annotations: Annotations) -> dict[str, tuple[str, ...]]:
    """For each attribution the names from the outlet down to its own speaker."""
    return {
        key: (cast_.own.name, *(cast_.of[link].name for link in path))
        for key, path in chains(annotations.attributions).items()
    }


def initials_of(name: str) -> str:
    """At most three letters for the margin: of the capitalised words, or of any if none is."""
    words = [word.lstrip("\"'“”‘’«»(") for word in name.split()]
    words = [word for word in words if word and word[0].isalnum()]
    words = [word for word in words if word.casefold() not in _ARTICLES] or words
    proper = [word for word in words if not word[0].islower()] or words
    if len(proper) == 1:
        return proper[0][:2].title()
    return "".join(word[0] for word in proper[:3]).upper() or "?"


def _key(row: Attribution, text: str) -> str:
    return row.speaker or f"words:{_source(row, text).casefold()}"


def _source(row: Attribution, text: str) -> str:
    return " ".join(text[row.source.start : row.source.end].split()) if row.source else ""


def _lengths(annotations: Annotations, keys: Mapping[str, str]) -> tuple[Counter[str], int]:
    """Characters in each speaker's voice, and in the outlet's own."""
    lengths: Counter[str] = Counter()
    own = 0
    for voice in annotations.voices:
        known = [key for key in voice.chain if key in keys]
        size = max(0, voice.span.end - voice.span.start)
        if known:
            lengths[keys[known[-1]]] += size
        else:
            own += size
    return lengths, own


def _distinct(initials: list[str]) -> list[str]:
    """The same list with a number after those that came before."""
    seen: Counter[str] = Counter()
    made = []
    for item in initials:
        seen[item] += 1
        made.append(item if seen[item] == 1 else f"{item}{seen[item]}")
    return made
