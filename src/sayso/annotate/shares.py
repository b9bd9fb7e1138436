"""How much of a document is in whose voice: the share of its characters by chain of speakers.

Counted are the code points of the sentences without white space. Each stretch counts once, for the
whole chain it stands in: its outermost speaker is whose words the outlet passes on, its innermost
the one that those words go back to. An editor who asks how much of an article is one's words means
the outermost (``by_speaker``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sayso.rows import Attribution, Entity, Span, Voice

UNNAMED: Final = "unnamed"
"""What a speaker is called of whom the text says nothing: the attribution has no source."""


@dataclass(frozen=True, slots=True)
class VoiceSpeaker:
    """Who speaks: an entity or, where it is unknown who is meant, the words of the source."""

    entity: str | None
    """The entity's id; null where it is unknown who is meant."""
    name: str
    """The entity's name, else the source's words where they come first ("two officials"), else
    "unnamed": all attributions without a source together."""


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """How much stands in one chain of speakers."""

    chain: tuple[VoiceSpeaker, ...]
    """Outermost first; empty for the outlet's own voice. Who quotes himself is there once."""
    characters: int
    """Code points without white space; never 0."""
    share: float
    """``characters`` by those of all sentences, 0 to 1."""


@dataclass(frozen=True, slots=True)
class SpeakerShare:
    """How much stands in the words of one outermost speaker."""

    speaker: VoiceSpeaker | None
    """Null for the outlet's own voice."""
    characters: int
    share: float
    parts: tuple[VoiceShare, ...]
    """The same by whole chains: the speaker's own words, and those of others that it passes on."""


def speakers(
    text: str, attributions: Sequence[Attribution], entities: Iterable[Entity]
) -> dict[str, VoiceSpeaker]:
    """Who speaks in each attribution, by its id."""
    names = {entity.id: entity.name for entity in entities}
    sources = {row.id: _source(text, row) for row in attributions}
    keys = {row.id: row.speaker or f"words:{sources[row.id].casefold()}" for row in attributions}
    first = {
        keys[row.id]: VoiceSpeaker(
            row.speaker, names.get(row.speaker or "") or sources[row.id] or UNNAMED
        )
        for row in reversed(attributions)
    }
    return {row.id: first[keys[row.id]] for row in attributions}


def shares(
    text: str,
    voices: Iterable[Voice],
    attributions: Sequence[Attribution],
    entities: Iterable[Entity],
) -> tuple[VoiceShare, ...]:
    """The shares of one document: the outlet's own voice first, then the largest.

    They sum to 1, but there are none where there are no sentences. ``text`` is the frozen text.
    """
    known = speakers(text, attributions, entities)
    lengths: Counter[tuple[VoiceSpeaker, ...]] = Counter()
    for voice in voices:
        lengths[_chain(voice.chain, known)] += _length(text, voice.span)
    return _shares(lengths)


def pooled(documents: Iterable[Iterable[VoiceShare]]) -> tuple[VoiceShare, ...]:
    """The shares of several documents as those of one, the characters added up.

    Sources that are no entity are one speaker where their words are the same; that two documents
    mean the same "officials" is not said.
    """
    spellings: dict[tuple[str | None, str], VoiceSpeaker] = {}
    lengths: Counter[tuple[VoiceSpeaker, ...]] = Counter()
    for document in documents:
        for one in document:
            chain = (spellings.setdefault((s.entity, s.name.casefold()), s) for s in one.chain)
            lengths[tuple(chain)] += one.characters
    return _shares(lengths)


def by_speaker(found: Iterable[VoiceShare]) -> tuple[SpeakerShare, ...]:
    """Shares by outermost speaker: the outlet's own voice first, then the largest."""
    parts: dict[VoiceSpeaker | None, list[VoiceShare]] = {}
    for one in found:
        parts.setdefault(one.chain[0] if one.chain else None, []).append(one)
    made = [
        SpeakerShare(speaker, sum(p.characters for p in of), sum(p.share for p in of), tuple(of))
        for speaker, of in parts.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.speaker is not None, -one.characters)))


def _source(text: str, row: Attribution) -> str:
    """The source's words in one line, without the comma that may follow them."""
    words = text[row.source.start : row.source.end] if row.source else ""
    return " ".join(words.split()).rstrip(" ,;:")


def _chain(ids: Iterable[str], known: Mapping[str, VoiceSpeaker]) -> tuple[VoiceSpeaker, ...]:
    return tuple(speaker for speaker, _ in groupby(known[one] for one in ids if one in known))


def _length(text: str, span: Span) -> int:
    return sum(map(len, text[max(0, span.start) : max(0, span.end)].split()))


def _shares(lengths: Mapping[tuple[VoiceSpeaker, ...], int]) -> tuple[VoiceShare, ...]:
    total = sum(lengths.values())
    made = [VoiceShare(chain, size, size / total) for chain, size in lengths.items() if size]
    return tuple(sorted(made, key=_order))


def _order(one: VoiceShare) -> tuple[bool, int, list[str]]:
    return bool(one.chain), -one.characters, [speaker.name for speaker in one.chain]
