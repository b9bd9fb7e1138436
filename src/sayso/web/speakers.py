"""Who speaks in one document: names, initials, colours and shares of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.annotate import shares as voice_shares
from sayso.annotate.shares import UNNAMED, VoiceShare, VoiceSpeaker
from sayso.annotate.stage import Annotations
from sayso.rows import Document, Entity
from sayso.web.segments import chains

# Seven tints after Okabe and Ito ("Color Universal Design", 2008; their black is the outlet's own
# voice) and five ways to underline. Both numbers advance together and share no factor, so that
# neighbours differ in both and 35 speakers get a pair of their own.
COLOURS = 7
UNDERLINES = ("solid", "dashed", "dotted", "double", "wavy")
_ARTICLES = {"a", "an", "the"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a document, as the legend and the margin show it."""

    entity: str | None
    name: str
    initials: str
    number: int
    """The place in the order of shares, from 0; decides colour and underline."""
    attributions: int
    first: str
    """The id of the first attribution; empty for the outlet."""

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
    """Those first who, as the outermost speaker, have most of the text."""
    of: Mapping[str, Speaker]
    shares: tuple[VoiceShare, ...]
    played: Mapping[VoiceSpeaker, Speaker]
    """Who of ``speakers`` a speaker of ``shares`` is."""


def look(number: int) -> str:
    """The two classes of the ``number``-th speaker: a tint and a way to underline."""
    return f"tint-{number % COLOURS} line-{UNDERLINES[number % len(UNDERLINES)]}"


def cast(document: Document, annotations: Annotations, entities: Iterable[Entity]) -> Cast:
    """The voices of ``document``, the one with most of the text first."""
    rows, people = annotations.attributions, tuple(entities)
    who = voice_shares.speakers(document.text, rows, people)
    shares = voice_shares.shares(document.text, annotations.voices, rows, people)
    order = _order(who.values(), shares)
    initials = _distinct(["–" if s.name == UNNAMED else initials_of(s.name) for s in order])
    counts = Counter(who.values())
    first = {speaker: row for row, speaker in reversed(who.items())}
    played = {
        speaker: Speaker(
            speaker.entity,
            speaker.name,
            initials[number],
            number,
            counts[speaker],
            first[speaker],
        )
        for number, speaker in enumerate(order)
    }
    own = Speaker(None, document.outlet or "the outlet", "", -1, 0, "")
    of = {row: played[speaker] for row, speaker in who.items()}
    return Cast(own, tuple(played.values()), of, shares, played)


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


def _order(who: Iterable[VoiceSpeaker], shares: Iterable[VoiceShare]) -> list[VoiceSpeaker]:
    """Every speaker once: by what it has as the outermost one, then as the innermost one."""
    outer: Counter[VoiceSpeaker] = Counter()
    inner: Counter[VoiceSpeaker] = Counter()
    for one in shares:
        if one.chain:
            outer[one.chain[0]] += one.characters
            inner[one.chain[-1]] += one.characters
    return sorted(dict.fromkeys(who), key=lambda speaker: (-outer[speaker], -inner[speaker]))


def _distinct(initials: list[str]) -> list[str]:
    """The same list with a number after those that came before."""
    seen: Counter[str] = Counter()
    made = []
    for item in initials:
        seen[item] += 1
        made.append(item if seen[item] == 1 else f"{item}{seen[item]}")
    return made
