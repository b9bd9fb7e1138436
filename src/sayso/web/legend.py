"""The legend of a document's voices, and the bar above it: how much is in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sayso.annotate.shares import SpeakerShare, VoiceShare, by_speaker
from sayso.web.speakers import Cast, Speaker
from sayso.web.words import percent

FIRST: Final = 6
"""Speakers that are shown at once; the others unfold."""
LABELLED: Final = 0.09
"""The smallest share of the bar that has room for three initials in the narrowest column."""
NAMED: Final = 2
"""Speakers that the line at the head of the page names."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What one speaker passes on of others: ``path`` leads inwards from whom it quotes."""

    path: tuple[Speaker, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One speaker, as the outermost one, and what it has of the text."""

    speaker: Speaker
    share: float
    inside: tuple[Inside, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One colour of the bar, in percent of its width."""

    speaker: Speaker
    start: float
    width: float
    title: str
    inner: bool = False
    """Whether it is of the lower half: who is quoted in turn."""

    @property
    def label(self) -> str:
        """The initials that stand in it, where there is room."""
        return "" if self.inner or self.width < LABELLED * 100 else self.speaker.initials or "own"


@dataclass(frozen=True, slots=True)
class Legend:
    """All voices of a document with their shares, ready for the template."""

    own: float | None
    """The share of the outlet's own voice; null where there are no sentences to share."""
    entries: tuple[Entry, ...]
    """The outermost speakers, the largest share first; then those whose words are in no sentence,
    but in a headline. Who speaks only inside others is in their ``inside``."""
    bar: tuple[Stretch, ...]

    @property
    def first(self) -> tuple[Entry, ...]:
        """Those shown at once. One alone is never left over."""
        return self.entries[: FIRST if len(self.entries) > FIRST + 1 else FIRST + 1]

    @property
    def more(self) -> tuple[Entry, ...]:
        """Those that unfold."""
        return self.entries[len(self.first) :]

    @property
    def named(self) -> tuple[Entry, ...]:
        """Those with most of the text, for a line at the head of the page."""
        speaking = [entry for entry in self.entries if entry.share]
        return tuple(speaking[: NAMED if len(speaking) > NAMED + 1 else NAMED + 1])

    @property
    def others(self) -> tuple[int, float]:
        """How many speakers that line leaves out, and their share together."""
        rest = [entry.share for entry in self.entries if entry.share][len(self.named) :]
        return len(rest), sum(rest)

    @property
    def nested(self) -> bool:
        """Whether any speaker quotes another."""
        return any(stretch.inner for stretch in self.bar)

    @property
    def words(self) -> str:
        """The bar in words."""
        return "; ".join(stretch.title for stretch in self.bar if not stretch.inner)


def legend(cast: Cast) -> Legend:
    """The legend of everyone who speaks in a document."""
    found = by_speaker(cast.shares)
    own = next((one.share for one in found if one.speaker is None), 0.0) if found else None
    shares = {cast.played[one.speaker]: one for one in found if one.speaker is not None}
    made = [_entry(cast, speaker, shares.get(speaker)) for speaker in cast.speakers]
    quoted = {speaker for entry in made for part in entry.inside for speaker in part.path}
    entries = [entry for entry in made if entry.share or entry.speaker not in quoted]
    return Legend(own, tuple(entries), tuple(_bar(cast, found)))


def _entry(cast: Cast, speaker: Speaker, found: SpeakerShare | None) -> Entry:
    if found is None:
        return Entry(speaker, 0.0)
    inside = [
        Inside(tuple(cast.played[one] for one in part.chain[1:]), part.share)
        for part in found.parts
        if len(part.chain) > 1
    ]
    return Entry(speaker, found.share, tuple(inside))


def _bar(cast: Cast, found: Iterable[SpeakerShare]) -> Iterator[Stretch]:
    """The outermost speakers side by side, and under each whom it quotes in turn."""
    at = 0.0
    for one in found:
        speaker = cast.played[one.speaker] if one.speaker else cast.own
        title = f"{speaker.name} {percent(one.share)}"
        yield Stretch(speaker, at, one.share * 100, title)
        # Its own words first, then those of others: the longer the chain, the further to the right.
        for part in sorted(one.parts, key=lambda part: len(part.chain)):
            if len(part.chain) > 1:
                yield Stretch(
                    cast.played[part.chain[-1]], at, part.share * 100, _title(part), inner=True
                )
            at += part.share * 100


def _title(part: VoiceShare) -> str:
    return f"{' → '.join(speaker.name for speaker in part.chain)} {percent(part.share)}"
