"""Speakers that a source alone does not give, from the attributions around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.attributions import owners
from sayso.annotate.attributions.alike import ANYONE, WIDER, may_mean
from sayso.annotate.attributions.known import HE, SHE, Known, beginning, end
from sayso.annotate.attributions.owners import PUBLIC, WORDS
from sayso.annotate.attributions.rules import Found
from sayso.annotate.fold import fold
from sayso.annotate.mentions.words import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    HELD_OFFICES,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    PLURAL_PERSONS,
)
from sayso.rows import Attribution, EntityKind, Mention, Span

IT, THEY = frozenset(["it", "its"]), frozenset(["they", "them", "their"])
FIRST = frozenset(["i", "we", "me", "us", "my", "our"])
OURS = frozenset(["we", "us", "our"])
# What a pronoun may continue with. A country speaks as "it"; only its people as "they".
CONTINUES: dict[str, frozenset[EntityKind]] = {
    **dict.fromkeys(HE | SHE, frozenset[EntityKind](["person", "office"])),
    **dict.fromkeys(IT, frozenset[EntityKind](["organisation", "place", "document"])),
    **dict.fromkeys(THEY, frozenset[EntityKind](["organisation", "group"])),
}
REPLIES = frozenset(["replied", "answered", "responded", "replies", "answers", "responds"])
# A pronoun means the one who spoke last, if that was no longer ago than this.
NEAR = 1200
CLOSE = 500  # the same for "the expert"
ADJACENT = 40  # characters between attributions of which the second carries on with the first
MADE_IN = frozenset(["in", "by", "issued", "through"])
LONGEST = 6  # words of a description that takes up the one who spoke before
PLACED = frozenset(["in", "at", "from", "to", "near", "of", "into", "on", "across", "the"])


class Speakers:
    """Names the speakers of a document's attributions, in text order."""

    def __init__(self, known: Known, found: Sequence[Found]) -> None:
        self.known = known
        self.found = {one.row.id: one for one in found}
        self._documents: dict[str, str] = {}
        """Who issued the last statement, report, … that somebody was said to speak in."""
        self._held: dict[str, str] = {}
        """Offices and who turned out to hold them."""
        self._spoke: list[Attribution] = []
        """Attributions so far that are in no other and have a source that may speak."""

    def settle(self, rows: Sequence[Attribution]) -> list[Attribution]:
        """The rows, in their order, with every speaker that is clear."""
        settled: dict[str, Attribution] = {}
        for row in rows:
            speaker = self._speaker(row) or self._inside_again(row, settled)
            told = settled[row.id] = replace(row, speaker=speaker)
            if row.inside is None and row.kind != "scare" and self._may_speak(told):
                self._spoke.append(told)
            if row.kind != "scare":
                self._issued(told)
        for row in rows:  # "we" in a quotation: the speaker may come after it
            if settled[row.id].speaker is None:
                settled[row.id] = replace(row, speaker=self._first_person(row, settled))
        return list(settled.values())

    def _speaker(self, row: Attribution) -> str | None:
        own = owners.outlet_itself(self.known, row) or self._unless_contradicted(row)
        own = owners.apposed(self.known, row, self._head_span(row)) or own
        if own is not None:
            return self._holder(row, own)
        return owners.whose(self.known, row, self._head_span(row)) or self._around(row)

    def _may_speak(self, row: Attribution) -> bool:
        """Whether a source is someone or something that speaks: "much of this" is not."""
        if row.source is None:
            return False
        head = self._head(row)
        return (
            row.speaker is not None
            or bool(self.known.overlapping(row.source))
            or head in PERSON_NOUNS | BODY_NOUNS | PLURAL_PERSONS | DOCUMENT_NOUNS | OUTLET_NOUNS
            or head in ("one", "many", "some", "others", "several", "who")
        )

    def _head(self, row: Attribution) -> str:
        """The head noun of the source, in lower case."""
        head = self._head_span(row)
        return "" if head is None else self.known.text[slice(*head)].lower()

    def _head_span(self, row: Attribution) -> Span | None:
        return self.found[row.id].head

    # Offices -------------------------------------------------------------------------------------

    def _holder(self, row: Attribution, own: str) -> str:
        """Who holds an office: "the Ruritanian minister", where a minister spoke just before."""
        if self.known.kind(own) != "office":
            return own
        if own not in self._held and row.source is not None and row.inside is None:
            last = self._last(row, CLOSE)
            places = self.known.places(row.source)
            who = None if last is None else last.speaker
            if who is not None and self.known.kind(who) == "person" and last is not None:
                fits = may_mean(self.known, who, self._head(row), places)
                if fits and not self._others(last, row, CONTINUES["he"], own):
                    self._held[own] = who
        return self._held.get(own, own)

    # What the attributions around it say ---------------------------------------------------------

    def _around(self, row: Attribution) -> str | None:
        if row.source is None:
            return self._documents.get("statement") if self._goes_on(row) else None
        words = self.known.words(row.source)
        if row.inside is None and len(words) == 1 and words[0] in CONTINUES:
            return self._continued(row, words[0])
        if row.inside is None and self._head(row) in WORDS and words and words[0] in CONTINUES:
            return self._continued(row, words[0])  # "according to his words"
        if not 2 <= len(words) <= LONGEST or words[0] not in ("the", "this"):
            return None
        if self._head(row) == words[-1] and (words[-1] in DOCUMENT_NOUNS or words[-1] in PUBLIC):
            return self._of_document(row, words[-1])
        return self._again(row, words[-1]) if self._head(row) == words[-1] else None

    def _goes_on(self, row: Attribution) -> bool:
        """Whether "As noted, …" has more than its own paragraph, as the words of a statement do."""
        return "\n" in self.known.text[row.cue.end : row.content[-1].start]

    def _inside_again(self, row: Attribution, rows: dict[str, Attribution]) -> str | None:
        """ "It" in what a body says is that body, where no other is named before it: "The ministry
        said that the offer, which it said was fair"."""
        above, words = rows.get(row.inside or ""), self.known.words(row.source)
        if above is None or above.speaker is None or row.source is None or len(words) != 1:
            return None
        kinds = CONTINUES.get(words[0]) if words[0] in IT else None
        if kinds is None or self.known.kind(above.speaker) not in kinds:
            return None
        here = replace(above, content=(above.cue,))
        return None if self._others(here, replace(row, content=()), kinds) else above.speaker

    def _of_document(self, row: Attribution, noun: str) -> str | None:
        """Who issued "the statement"; if nobody was said to, the body that spoke last."""
        if noun in self._documents or noun not in PUBLIC or row.inside is not None:
            return self._documents.get(noun)
        last = self._last(row)
        kinds = frozenset[EntityKind](["organisation", "place", "office"])
        if last is None or self.known.kind(last.speaker) not in kinds:
            return None
        return None if self._others(last, row, kinds) else last.speaker

    def _continued(self, row: Attribution, word: str) -> str | None:
        """The one who spoke last, where the pronoun fits them and no other comes in between."""
        last = self._last(row)
        if last is None:
            return None
        if last.polarity == "asked" and not REPLIES.isdisjoint(self.known.words(row.cue)):
            fits = self.known.kind(last.audience) in CONTINUES[word]
            return last.audience if fits else None
        if last.speaker is None or self.known.kind(last.speaker) not in CONTINUES[word]:
            return None
        if not self.known.gendered(last.speaker, word):
            return None
        return None if self._others(last, row, CONTINUES[word]) else last.speaker

    def _unless_contradicted(self, row: Attribution) -> str | None:
        """The speaker by the mention, unless it is a "he" or "she" and another has just spoken:
        two readings that differ are none."""
        words, last = self.known.words(row.source), self._last(row)
        if row.inside is not None or words[:1] == [] or words[0] not in HE | SHE or last is None:
            return row.speaker
        adjacent = beginning(row) - end(last) <= ADJACENT
        if not adjacent or last.speaker is None:
            someone = not {*self.known.words(last.source)}.isdisjoint(PERSON_NOUNS | {"one"})
            return None if adjacent and someone else row.speaker
        continued = self._continued(row, words[0])
        if self.known.kind(row.speaker) == "office" and continued is not None:
            return continued
        return row.speaker if continued in (None, row.speaker) else None

    def _last(self, row: Attribution, near: int = NEAR) -> Attribution | None:
        start = beginning(row)
        for last in reversed(self._spoke):
            if last.source is not None and last.source.start < start:
                return last if start - max(last.cue.end, min(end(last), start)) < near else None
        return None

    def _others(
        self,
        last: Attribution,
        row: Attribution,
        kinds: frozenset[EntityKind],
        besides: str | None = None,
    ) -> bool:
        """Whether anyone else who may be meant is named between two attributions."""
        first, second = last.source or last.cue, row.source or row.cue
        taken = [*last.content, *row.content]
        for one in self.known.overlapping(Span(first.end, second.start)):
            inside = any(a <= one.span.start and one.span.end <= b for a, b in taken)
            if one.kind == "title" or inside or one.span.start < first.end:
                continue
            if one.entity is not None and one.entity not in (last.speaker, besides):
                if self.known.kind(one.entity) in kinds and not self._is_place(one):
                    return True
            elif one.kind == "description" and "person" in kinds:
                noun = self.known.words(one.span)[-1:]
                if one.entity is None and noun and noun[0] in PERSON_NOUNS:
                    return True
        return False

    def _is_place(self, one: Mention) -> bool:
        """A place named with a preposition stands for no one who speaks."""
        before = self.known.text[max(0, one.span.start - 12) : one.span.start].lower().split()
        return self.known.kind(one.entity) == "place" and before[-1:] != [] and before[-1] in PLACED

    def _issued(self, row: Attribution) -> None:
        """Keep who spoke in a statement, so that "the statement" is known."""
        if row.speaker is None:
            return
        if row.source is not None and self._head(row) in owners.MADE:
            self._documents[self._head(row)] = row.speaker
            if self._head(row) in PUBLIC:
                self._documents.update(dict.fromkeys(PUBLIC, row.speaker))
        for span in self._outside(self.found[row.id].clause, row.content):
            words = self.known.words(span)
            for at, word in enumerate(words):
                made_in = not MADE_IN.isdisjoint(words[max(0, at - 5) : at])
                if (word in DOCUMENT_NOUNS or word in PUBLIC) and made_in:
                    self._documents[word] = row.speaker

    def _outside(self, clause: Span, content: Sequence[Span]) -> Iterator[Span]:
        at = clause.start
        for a, b in content:
            if a > at:
                yield Span(at, min(a, clause.end))
            at = max(at, b)
        if at < clause.end:
            yield Span(at, clause.end)

    # Descriptions --------------------------------------------------------------------------------

    def _again(self, row: Attribution, noun: str) -> str | None:
        """ "The minister", where the last speaker that is one is also the last that was named."""
        if row.inside is not None:
            return None
        if noun in BODY_NOUNS:
            return self._body_again(row) if len(self.known.words(row.source)) == 2 else None
        fits = {
            key
            for key, entity in self.known.entities.items()
            if any(noun in role.name.lower().split() for role in entity.roles)
        }
        spoke = [one.speaker for one in self._spoke[-4:] if one.speaker in fits]
        if spoke and row.source is not None:
            mentions = self.known.mentions
            at = bisect_left(mentions, row.source.start, key=lambda one: one.span.start)
            named = (one.entity for one in reversed(mentions[:at]) if one.entity in fits)
            if next(named, None) == spoke[-1]:
                return spoke[-1]
        return self._someone_again(row, noun, fits)

    def _body_again(self, row: Attribution) -> str | None:
        """ "The agency" takes up a body whose name does not say what it is."""
        last = self._last(row)
        entity = self.known.entities.get(last.speaker or "") if last is not None else None
        if entity is None or last is None or entity.kind != "organisation":
            return None
        if not BODY_NOUNS.isdisjoint(fold(entity.name).split()):
            return None
        return None if self._others(last, row, CONTINUES["it"]) else entity.id

    def _someone_again(self, row: Attribution, noun: str, fits: set[str]) -> str | None:
        """ "The expert" right after someone spoke of whom the text says nothing else."""
        last = self._last(row, CLOSE)
        if last is None or row.source is None or noun not in PERSON_NOUNS:
            return None
        who = last.speaker
        if who is None or self.known.kind(who) != "person":
            return None
        means = may_mean(self.known, who, noun, self.known.places(row.source))
        if means is None:
            means = not fits and self._unknown_may_be(who, noun, row)
        return who if means and not self._others(last, row, CONTINUES["he"]) else None

    def _unknown_may_be(self, who: str, noun: str, row: Attribution) -> bool:
        """Whether someone without a role may be meant: by a wide word, or as the only one who has
        spoken so far and whom the title names."""
        if noun in ANYONE or (noun in WIDER and noun not in HELD_OFFICES):
            return True
        people = {one.speaker for one in self._spoke if self.known.kind(one.speaker) == "person"}
        titles = [block.span for block in self.known.layout if block.is_headline]
        named = {one.entity for title in titles for one in self.known.overlapping(title)}
        return people == {who} and who in named and noun in HELD_OFFICES

    # First person --------------------------------------------------------------------------------

    def _first_person(self, row: Attribution, rows: dict[str, Attribution]) -> str | None:
        """ "I" and "we" in a quotation are its speaker; "we" in nobody's is the outlet."""
        words = self.known.words(row.source)
        if not words or words[0] not in FIRST or (len(words) > 1 and self._head(row) not in WORDS):
            return None
        above = rows.get(row.inside or "")
        if above is not None:
            return above.speaker
        return self.known.outlet if words[0] in OURS and not self._quoted(row) else None

    def _quoted(self, row: Attribution) -> bool:
        """Whether a quotation is open where the source begins."""
        start = beginning(row)
        blocks = (block.span for block in self.known.layout)
        block = next((a for a, b in blocks if a <= start < b), start)
        before = self.known.text[block:start]
        turned = sum(before.count(mark) for mark in "“„«") - sum(before.count(m) for m in "”»")
        return before.count('"') % 2 == 1 or turned > 0
