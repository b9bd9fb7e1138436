"""What is known of a document when its attributions get their people: mentions, entities, parse."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.annotate.fold import fold
from sayso.annotate.mentions.words import FEMALE_NOUNS, MALE_NOUNS
from sayso.annotate.parse import Parsed
from sayso.rows import Attribution, Entity, EntityKind, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

HE, SHE = frozenset(["he", "him", "his"]), frozenset(["she", "her", "hers"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
# No mention or time is longer; a window this far before a span holds all that reach into it.
LONGEST = 400


class Known:
    """A document's mentions, entities and parse, asked by span."""

    def __init__(
        self, parsed: Parsed, mentions: Sequence[Mention], entities: Sequence[Entity]
    ) -> None:
        """``mentions`` in text order."""
        self.text = parsed.text
        self.published = parsed.document.published
        self.mentions = mentions
        self.entities = {entity.id: entity for entity in entities}
        self.layout = parsed.layout
        self.outlet = self._outlet(parsed.document.outlet)
        self.genders = self._genders()
        self._blocks = parsed.blocks
        self._offsets = [block.offset for block in parsed.blocks]
        self._lengths = [block.end - block.offset for block in parsed.blocks]

    # The text ------------------------------------------------------------------------------------

    def words(self, span: Span | None) -> list[str]:
        """The words of a span in lower case."""
        return [] if span is None else re.findall(r"[\w-]+", self.text[slice(*span)].lower())

    def root(self, span: Span | None) -> Token | None:
        """The token of a span that the others hang on."""
        tokens = self.tokens(span)
        inside = {token.i for token in tokens}
        above = (one for one in tokens if one.head.i == one.i or one.head.i not in inside)
        return next(above, None)

    def tokens(self, span: Span | None) -> list[Token]:
        """The tokens of a span; none where it is not parsed."""
        at = -1 if span is None else bisect_right(self._offsets, span.start) - 1
        if span is None or at < 0:
            return []
        block = self._blocks[at]
        stretch = block.doc.char_span(
            span.start - block.offset,
            min(span.end - block.offset, self._lengths[at]),
            alignment_mode="expand",
        )
        return [] if stretch is None else list(stretch)

    def sentence(self, span: Span) -> Span:
        """The sentence that a span begins in; the span itself where it is not parsed."""
        tokens = self.tokens(span)
        if not tokens:
            return span
        sent, offset = tokens[0].sent, self._offset(span)
        return Span(offset + sent.start_char, offset + sent.end_char)

    def span(self, token: Token, near: Span) -> Span:
        """The code points of a token in the same block as the span ``near``."""
        start = self._offset(near) + token.idx
        return Span(start, start + len(token))

    def _offset(self, span: Span) -> int:
        return self._offsets[bisect_right(self._offsets, span.start) - 1]

    # Mentions and entities -----------------------------------------------------------------------

    def overlapping(self, span: Span) -> list[Mention]:
        """The mentions that touch a span, in text order."""
        at = bisect_left(self.mentions, span.start - LONGEST, key=lambda one: one.span.start)
        near = []
        while at < len(self.mentions) and self.mentions[at].span.start < span.end:
            if self.mentions[at].span.end > span.start:
                near.append(self.mentions[at])
            at += 1
        return near

    def entity(self, span: Span | None) -> str | None:
        """The entity of the tightest mention over a span."""
        if span is None:
            return None
        named = [one for one in self.overlapping(span) if one.entity is not None]
        return min(named, key=lambda one: one.span.end - one.span.start, default=_NOBODY).entity

    def of(self, token: Token, near: Span) -> str | None:
        """The entity of a token in the same block as the span ``near``."""
        return self.entity(self.span(token, near))

    def kind(self, entity: str | None) -> EntityKind | None:
        """The kind of an entity; null for none."""
        found = self.entities.get(entity or "")
        return found.kind if found is not None else None

    def roles(self, entity: str | None) -> list[list[str]]:
        """The roles of an entity, each as its words in lower case."""
        found = self.entities.get(entity or "")
        return [] if found is None else [role.name.lower().split() for role in found.roles]

    def places(self, span: Span) -> list[str]:
        """The names of places and peoples within a span, in lower case."""
        return [
            self.text[slice(*one.span)].lower()
            for one in self.overlapping(span)
            if one.kind == "name" and self.kind(one.entity) in ("place", "group")
        ]

    def gendered(self, entity: str, word: str) -> bool:
        """Whether "he", "she" or a noun for a man or a woman may mean an entity."""
        gender = self.genders.get(entity, 0)
        male, female = word in HE or word in MALE_NOUNS, word in SHE or word in FEMALE_NOUNS
        return not ((male and gender < 0) or (female and gender > 0))

    def _outlet(self, outlet: str | None) -> str | None:
        for entity in self.entities.values():
            if outlet and any(fold(alias.name) == fold(outlet) for alias in entity.aliases):
                return entity.id
        return None

    def _genders(self) -> dict[str, int]:
        """Above zero for a man, below for a woman, by the pronouns and titles of each entity."""
        counts: Counter[str] = Counter()
        for one in self.mentions:
            if one.entity is not None and one.kind in ("pronoun", "title", "description"):
                word = (self.words(one.span) or [""])[-1]
                counts[one.entity] += (word in HE or word in MALE_NOUNS) - (
                    word in SHE or word in FEMALE_NOUNS
                )
        return dict(counts)


_NOBODY = Mention("", Span(0, 0), None, "name")


def end(row: Attribution) -> int:
    """Where an attribution ends: its cue or the last of its content."""
    return max(row.cue.end, row.content[-1].end)


def beginning(row: Attribution) -> int:
    """Where an attribution's source or cue stands."""
    return (row.source or row.cue).start
