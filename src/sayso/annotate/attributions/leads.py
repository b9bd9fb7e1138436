"""Whom a headline or lead means by "a top official": the one whom the article goes on to quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.annotate.attributions.alike import may_mean
from sayso.annotate.attributions.known import HE, SHE, Known, beginning
from sayso.annotate.attributions.rules import Found
from sayso.annotate.mentions.words import PERSON_NOUNS
from sayso.rows import Attribution, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAD = 3  # paragraphs that the headline, where it is repeated, and the lead take up
REACH = 1000  # characters within which the article says whom it means


def leads(known: Known, found: Sequence[Found], rows: Sequence[Attribution]) -> list[Attribution]:
    """The rows with the speakers that the headline and the lead describe and do not name.

    Only where all that they describe may be one, and the first person who is quoted by name after
    it was not named before: "A former minister has warned … Jane Doe, who led the ministry, said".
    """
    heads = {one.row.id: one.head for one in found}
    at, who = _named(known, rows)
    if who is None:
        return list(rows)
    opening = _opening(known)
    described = {
        row.id: span
        for row in rows[:at]
        if row.speaker is None and row.source is not None and row.cue.start < opening
        if (span := _description(known, row, heads)) is not None
    }
    nouns = {known.words(one)[-1] for one in described.values()}
    last = max((row.cue.start for row in rows if row.id in described), default=0)
    if len(nouns) != 1 or beginning(rows[at]) - last > REACH:
        return list(rows)
    return [_fill(known, row, described.get(row.id), who) for row in rows]


def _fill(known: Known, row: Attribution, described: Span | None, who: str) -> Attribution:
    if described is None or row.source is None or _named_before(known, who, row.source):
        return row
    noun = known.words(described)[-1]
    means = may_mean(known, who, noun, known.places(described))
    return row if means is False else replace(row, speaker=who)


def _named(known: Known, rows: Sequence[Attribution]) -> tuple[int, str | None]:
    """The first row whose source is a person's name, and who it is."""
    for at, row in enumerate(rows):
        if row.source is None or known.kind(row.speaker) != "person":
            continue
        if any(one.entity == row.speaker and one.kind == "name" for one in _in(known, row.source)):
            return at, row.speaker
    return 0, None


def _in(known: Known, span: Span) -> list[Mention]:
    return known.overlapping(span)


def _opening(known: Known) -> int:
    """Where the headline, its repetition and the lead end."""
    titles = sum(block.is_headline for block in known.layout)
    blocks = [block for block in known.layout if block.is_read]
    return blocks[: titles + LEAD][-1].span.end if blocks else 0


def _description(known: Known, row: Attribution, heads: Mapping[str, Span | None]) -> Span | None:
    """What a source calls someone whom it does not name, up to the noun; for "he", what its
    sentence calls them."""
    source = row.source
    if source is None:
        return None
    if _is_pronoun(known, row):
        before = known.overlapping(Span(known.sentence(source).start, source.start))
        if any(one.kind == "name" and known.kind(one.entity) == "person" for one in before):
            return None
        described = [one.span for one in before if one.kind == "description"]
        spans = [_to_noun(known, span, known.root(span)) for span in described]
        people = [span for span in spans if _is_person(known, span)]
        return people[0] if len(people) == 1 else None
    head = heads[row.id]
    span = None if head is None else Span(source.start, head.end)
    if span is not None and not _is_person(known, span):
        # In "Top Doe Aide Admits" the parser takes all of it for a name.
        span = source
    return span if span is not None and _is_person(known, span) else None


def _to_noun(known: Known, span: Span, noun: Token | None) -> Span:
    return span if noun is None else Span(span.start, known.span(noun, span).end)


def _is_person(known: Known, span: Span) -> bool:
    words = known.words(span)
    return bool(words) and words[-1] in PERSON_NOUNS


def _is_pronoun(known: Known, row: Attribution) -> bool:
    words = known.words(row.source)
    return len(words) == 1 and words[0] in HE | SHE


def _named_before(known: Known, who: str, source: Span) -> bool:
    """Whether the article names someone before it describes them; a headline may."""
    titles = [block.span for block in known.layout if block.is_headline]
    return any(
        one.entity == who
        and one.span.end <= source.start
        and not any(a <= one.span.start < b for a, b in titles)
        for one in known.mentions
    )
