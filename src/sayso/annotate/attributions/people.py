"""The stage: attributions with their speakers, audiences and dates.

A speaker is first whom the source's own words name; then whom the attributions around it leave no
doubt about: the one who spoke just before ("…, she added"), who issued the statement that "the
statement" is, who is quoted where the source is "we". What stays unclear stays null.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.annotate.attributions import assemble
from sayso.annotate.attributions.rules import Found, outer, search
from sayso.annotate.attributions.said import dates
from sayso.annotate.mentions.fold import fold
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
)
from sayso.annotate.parse import Parsed
from sayso.annotate.stage import Annotations, Stage
from sayso.rows import Attribution, Entity, EntityKind, Mention, Span

HE, SHE = frozenset(["he", "him", "his"]), frozenset(["she", "her", "hers"])
IT, THEY = frozenset(["it", "its"]), frozenset(["they", "them", "their"])
FIRST = frozenset(["i", "we", "me", "us", "my", "our"])
OURS = frozenset(["we", "us", "our"])
# What a pronoun may continue with. A country speaks as "it"; only its people as "they".
CONTINUES: dict[str, frozenset[EntityKind]] = {
    **dict.fromkeys(HE | SHE, frozenset[EntityKind](["person", "office"])),
    **dict.fromkeys(IT, frozenset[EntityKind](["organisation", "place", "document"])),
    **dict.fromkeys(THEY, frozenset[EntityKind](["organisation", "group"])),
}
# Someone's words: "according to her figures" is according to her.
WORDS = frozenset(
    ["words", "account", "figures", "figure", "data", "calculations", "calculation", "estimates"]
) | frozenset(["estimate", "count", "counts", "testimony", "version", "findings"])
REPLIES = frozenset(["replied", "answered", "responded", "replies", "answers", "responds"])
SPEAKING: frozenset[EntityKind] = frozenset(["person", "organisation", "office", "place"])
# A pronoun means the one who spoke last, if that was no longer ago than this.
NEAR = 1200
ADJACENT = 40  # characters between attributions of which the second carries on with the first
PAIRED = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?", re.IGNORECASE)


def attributions(parsed: Parsed, annotations: Annotations) -> Annotations:
    """Add the attributions of the document, in text order.

    ``speaker`` and ``audience`` are the entities of the mentions that hold the head nouns, or that
    the attributions around them leave no doubt about. Each is null where none is.
    """
    mentions = sorted(annotations.mentions, key=lambda one: one.span)
    times = sorted(annotations.times, key=lambda one: one.span)
    found = search(parsed)
    said = dates(parsed.text, found, times)
    named = (_named(parsed.text, one, mentions) for one in found)
    rows = [replace(row, said=date) for row, date in zip(named, said, strict=True)]
    rows = assemble.nested(rows, outer(found))
    told = Speakers(parsed, mentions, annotations.entities, found).settle(rows)
    return replace(annotations, attributions=tuple(told))


def _named(text: str, found: Found, mentions: Sequence[Mention]) -> Attribution:
    row = found.row
    speaker = _entity(found.head, row.source, mentions)
    if speaker is not None and row.source is not None and found.head is not None:
        speaker = None if _several(text, found.head, row.source, mentions) else speaker
    return replace(
        row,
        speaker=speaker,
        audience=_entity(found.audience, found.audience, mentions),
    )


def _entity(head: Span | None, phrase: Span | None, mentions: Sequence[Mention]) -> str | None:
    """The entity of the tightest mention over the head."""
    if head is None or phrase is None:
        return None
    near = _overlapping(mentions, phrase)
    over = [one for one in near if one.span.start < head.end and head.start < one.span.end]
    named = [one for one in over if one.entity is not None]
    if named:
        return min(named, key=lambda one: one.span.end - one.span.start).entity
    return None


def _several(text: str, head: Span, source: Span, mentions: Sequence[Mention]) -> bool:
    """Whether the source is two, "Ruritania and Graustark": neither speaks for both."""
    names = [one for one in _overlapping(mentions, source) if one.kind == "name"]
    for one, other in pairwise(names):
        joined = PAIRED.fullmatch(text, one.span.end, other.span.start)
        covers = one.span.start <= head.start < one.span.end
        if covers and joined and one.entity != other.entity:
            return True
    return False


# No mention or time is longer; a window this far before a span holds all that reach into it.
LONGEST = 400


def _overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    at = bisect_left(mentions, span.start - LONGEST, key=lambda one: one.span.start)
    near = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.end > span.start:
            near.append(mentions[at])
        at += 1
    return near


class Speakers:
    """Names the speakers that a source alone does not give, from the attributions around it."""

    def __init__(
        self,
        parsed: Parsed,
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
        found: Sequence[Found],
    ) -> None:
        self.text = parsed.text
        self.mentions = mentions
        self.entities = {entity.id: entity for entity in entities}
        self.found = {one.row.id: one for one in found}
        self.blocks = [block.span for block in parsed.layout]
        self.outlet = self._outlet(parsed.document.outlet)
        self.genders = self._genders()
        self._documents: dict[str, str] = {}
        """Who issued the last statement, report, … that somebody was said to speak in."""
        self._spoke: list[Attribution] = []
        """Attributions so far that are in no other and have a source."""

    def settle(self, rows: Sequence[Attribution]) -> list[Attribution]:
        """The rows, in their order, with every speaker that is clear."""
        settled: dict[str, Attribution] = {}
        for row in rows:
            speaker = self._self(row) or self._unless_contradicted(row)
            speaker = speaker or self._in_source(row) or self._around(row)
            told = settled[row.id] = replace(row, speaker=speaker)
            if row.inside is None and row.source is not None and row.kind != "scare":
                self._spoke.append(told)
                self._issued(told)
        for row in rows:  # "we" in a quotation: the speaker may come after it
            if settled[row.id].speaker is None:
                settled[row.id] = replace(row, speaker=self._first_person(row, settled))
        return list(settled.values())

    # What the source itself says ---------------------------------------------------------------

    def _words(self, span: Span | None) -> list[str]:
        return [] if span is None else re.findall(r"[\w-]+", self.text[slice(*span)].lower())

    def _head(self, row: Attribution) -> str:
        """The head noun of the source, in lower case."""
        head = self.found[row.id].head
        return "" if head is None else self.text[slice(*head)].lower()

    def _in_source(self, row: Attribution) -> str | None:
        if row.source is None:
            return None
        near = _overlapping(self.mentions, row.source)
        # A source may end before the name: "the mayor in exile | , Jane Doe, warned".
        wider = Span(row.source.start, row.source.end + len(", J"))
        return self._apposed(row, row.source, _overlapping(self.mentions, wider)) or self._whose(
            row, near
        )

    def _apposed(self, row: Attribution, source: Span, near: Sequence[Mention]) -> str | None:
        """ "The mayor in exile, Jane Doe": the name that the source ends in."""
        head = self.found[row.id].head
        names = [one for one in near if one.kind == "name" and self._kind(one.entity) == "person"]
        if head is None or self._head(row) not in PERSON_NOUNS or not names:
            return None
        # A relative clause after the name ends the source as well.
        name = names[-1]
        rest = self.text[name.span.end : source.end].strip()
        before = [one for one in near if head.end < one.span.end <= name.span.start]
        if name.span.start < head.end or (rest and rest[0] not in ",("):
            return None
        gap = self.text[before[-1].span.end if before else head.end : name.span.start]
        beside = bool(before) and before[-1].kind == "name" and not gap.strip()
        unclear = any(
            one.kind == "description"
            and one.span.start > head.start
            and one.entity in (None, name.entity)
            and self._words(one.span)[-1:]
            and self._words(one.span)[-1] in PERSON_NOUNS
            for one in before
        )
        return name.entity if (beside or gap.rstrip().endswith(",")) and not unclear else None

    def _whose(self, row: Attribution, near: Sequence[Mention]) -> str | None:
        """ "Her words", "the figures of the ministry": the one they are of."""
        if self._head(row) not in WORDS:
            return None
        owners = {one.entity for one in near if one.kind in ("name", "pronoun", "description")}
        owners.discard(None)
        if len(owners) != 1:
            return self._owner_before(row) if not owners else None
        (owner,) = owners
        return owner if self._kind(owner) in SPEAKING else None

    def _owner_before(self, row: Attribution) -> str | None:
        """ "According to his words": whoever "he" carries on with."""
        words = self._words(row.source)
        return self._continued(row, words[0]) if words and words[0] in CONTINUES else None

    def _self(self, row: Attribution) -> str | None:
        """ "This station", "an earlier version of this article": the outlet."""
        if self._kind(row.speaker) == "person":
            return None
        for one, other in pairwise(self._words(row.source)):
            if one == "this" and other in OUTLET_NOUNS:
                return self.outlet
        return None

    # What the attributions around it say -------------------------------------------------------

    def _around(self, row: Attribution) -> str | None:
        if row.inside is not None or row.source is None:
            return None
        words = self._words(row.source)
        if len(words) == 1 and words[0] in CONTINUES:
            return self._continued(row, words[0])
        if len(words) != 2 or words[0] not in ("the", "this"):
            return None
        if words[1] in DOCUMENT_NOUNS:
            return self._documents.get(words[1])
        return self._again(row, words[1])

    def _continued(self, row: Attribution, word: str) -> str | None:
        """The one who spoke last, where the pronoun fits them and no other comes in between."""
        last = self._last(row)
        if last is None:
            return None
        if last.polarity == "asked" and not REPLIES.isdisjoint(self._words(row.cue)):
            fits = self._kind(last.audience) in CONTINUES[word]
            return last.audience if fits else None
        if last.speaker is None or self._kind(last.speaker) not in CONTINUES[word]:
            return None
        gender = self.genders.get(last.speaker, 0)
        if (word in HE and gender < 0) or (word in SHE and gender > 0):
            return None
        return None if self._others(last, row, CONTINUES[word]) else last.speaker

    def _unless_contradicted(self, row: Attribution) -> str | None:
        """The speaker by the mention, unless it is a "he" or "she" and another has just spoken:
        two readings that differ are none."""
        words = self._words(row.source)
        last = self._last(row)
        if row.inside is not None or words[:1] == [] or words[0] not in HE | SHE or last is None:
            return row.speaker
        here = (row.source or row.cue).start
        if here - max(last.cue.end, last.content[-1].end) > ADJACENT or last.speaker is None:
            someone = not {*self._words(last.source)}.isdisjoint(PERSON_NOUNS | {"one"})
            adjacent = here - max(last.cue.end, last.content[-1].end) <= ADJACENT
            return None if adjacent and someone else row.speaker
        continued = self._continued(row, words[0])
        return row.speaker if continued in (None, row.speaker) else None

    def _last(self, row: Attribution) -> Attribution | None:
        start = (row.source or row.cue).start
        for last in reversed(self._spoke):
            if last.source is not None and last.source.start < start:
                return last if start - last.cue.end < NEAR else None
        return None

    def _others(self, last: Attribution, row: Attribution, kinds: frozenset[EntityKind]) -> bool:
        """Whether anyone else who may be meant is named between two attributions."""
        begin, end = last.source or last.cue, row.source or row.cue
        taken = [*last.content, *row.content]
        for one in _overlapping(self.mentions, Span(begin.end, end.start)):
            inside = any(a <= one.span.start and one.span.end <= b for a, b in taken)
            if one.kind == "title" or inside or one.span.start < begin.end:
                continue
            if one.entity is not None and one.entity != last.speaker:
                if self._kind(one.entity) in kinds and not self._is_place(one, kinds):
                    return True
            elif one.kind == "description" and "person" in kinds:
                noun = self._words(one.span)[-1:]
                if one.entity is None and noun and noun[0] in PERSON_NOUNS:
                    return True
        return False

    def _is_place(self, one: Mention, kinds: frozenset[EntityKind]) -> bool:
        """A place named with a preposition stands for no one who speaks."""
        before = self.text[max(0, one.span.start - 12) : one.span.start].lower().split()
        return (
            self._kind(one.entity) == "place"
            and before[-1:] != []
            and before[-1]
            in (
                "in",
                "at",
                "from",
                "to",
                "near",
                "of",
                "into",
                "on",
                "across",
                "the",
            )
        )

    def _issued(self, row: Attribution) -> None:
        """Keep who spoke in a statement, so that "the statement" is known."""
        if row.speaker is None:
            return
        clause = self.found[row.id].clause
        for start, end in self._outside(clause, row.content):
            words = self._words(Span(start, end))
            for at, word in enumerate(words):
                if word in DOCUMENT_NOUNS and {"in", "by", "issued", "through"} & {
                    *words[max(0, at - 5) : at]
                }:
                    self._documents[word] = row.speaker

    def _outside(self, clause: Span, content: Sequence[Span]) -> Iterator[tuple[int, int]]:
        at = clause.start
        for a, b in content:
            if a > at:
                yield at, min(a, clause.end)
            at = max(at, b)
        if at < clause.end:
            yield at, clause.end

    def _again(self, row: Attribution, noun: str) -> str | None:
        """ "The minister", where the last speaker that is one is also the last that was named."""
        fits = {
            key
            for key, entity in self.entities.items()
            if any(noun in role.name.lower().split() for role in entity.roles)
        }
        last = self._last(row)
        if noun in BODY_NOUNS and last is not None:
            # "The agency" takes up a body whose name does not say what it is.
            entity = self.entities.get(last.speaker or "")
            plain = entity is not None and entity.kind == "organisation"
            if entity is not None and plain and BODY_NOUNS.isdisjoint(fold(entity.name).split()):
                return None if self._others(last, row, CONTINUES["it"]) else entity.id
            return None
        spoke = [one.speaker for one in self._spoke[-4:] if one.speaker in fits]
        if not spoke or row.source is None:
            return None
        at = bisect_left(self.mentions, row.source.start, key=lambda one: one.span.start)
        named = (one.entity for one in reversed(self.mentions[:at]) if one.entity in fits)
        return spoke[-1] if next(named, None) == spoke[-1] else None

    # First person ------------------------------------------------------------------------------

    def _first_person(self, row: Attribution, rows: dict[str, Attribution]) -> str | None:
        """ "I" and "we" in a quotation are its speaker; "we" in nobody's is the outlet."""
        words = self._words(row.source)
        if not words or words[0] not in FIRST or (len(words) > 1 and self._head(row) not in WORDS):
            return None
        above = rows.get(row.inside or "")
        if above is not None:
            return above.speaker
        return self.outlet if words[0] in OURS and not self._quoted(row) else None

    def _quoted(self, row: Attribution) -> bool:
        """Whether a quotation is open where the source begins."""
        start = (row.source or row.cue).start
        block = next((a for a, b in self.blocks if a <= start < b), start)
        before = self.text[block:start]
        turned = sum(before.count(mark) for mark in "“„«") - sum(before.count(m) for m in "”»")
        return before.count('"') % 2 == 1 or turned > 0

    # What is known of the entities -------------------------------------------------------------

    def _kind(self, entity: str | None) -> EntityKind | None:
        found = self.entities.get(entity or "")
        return found.kind if found is not None else None

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
                word = (self._words(one.span) or [""])[-1]
                counts[one.entity] += (word in HE or word in MALE_NOUNS) - (
                    word in SHE or word in FEMALE_NOUNS
                )
        return dict(counts)


STAGE = Stage(
    "attributions", "2", ("sentences", "mentions", "times"), ("attributions",), attributions
)
