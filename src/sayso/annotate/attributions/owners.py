"""Whom a source's own words name: the name beside an office, and whose a statement or report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.annotate.attributions.known import SUBJECTS, Known
from sayso.annotate.data import word_list
from sayso.annotate.mentions.words import DOCUMENT_NOUNS, OUTLET_NOUNS, PERSON_NOUNS
from sayso.rows import Attribution, EntityKind, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKING: frozenset[EntityKind] = frozenset(["person", "organisation", "office", "place"])
_MADE = word_list("speech", "made")
WORDS = frozenset(_MADE["words"])
"""Someone's words: "according to her figures" is according to her."""
MADE = WORDS | DOCUMENT_NOUNS | frozenset(_MADE["texts"])
"""What is made of words, so that whoever made it speaks in it."""
ISSUED, PUBLIC = frozenset(_MADE["issued"]), frozenset(_MADE["public"])
TALKS = frozenset(["interview", "interviews", "conversation"])
_BY = frozenset(["by", "from"])
_AND = frozenset(["and", "or"])


def head(known: Known, row: Attribution, given: Span | None) -> Span | None:
    """The head noun of a source: the cue's subject where the parse finds it in the source."""
    verb = known.root(row.cue)
    if row.source is None or given is None or verb is None:
        return given
    subjects = [one for one in verb.children if one.dep_ in SUBJECTS]
    spans = [known.span(one, row.cue) for one in subjects]
    inside = [one for one in spans if row.source.start <= one.start < one.end <= row.source.end]
    named = [one for one in inside if known.entity(one) is not None]
    return named[0] if len(named) == 1 else given


def several(known: Known, head_: Span, source: Span) -> bool:
    """Whether the source is two, "Ruritania and Graustark": neither speaks for both."""
    names = [one for one in known.overlapping(source) if one.kind == "name"]
    for one, other in pairwise(names):
        between = known.text[one.span.end : other.span.start].lower().replace(",", " ").split()
        joined = bool(between) and between[0] in _AND and between[1:] in ([], ["the"])
        covers = one.span.start <= head_.start < one.span.end
        if covers and joined and one.entity != other.entity:
            return True
    return False


def outlet_itself(known: Known, row: Attribution) -> str | None:
    """ "This station", "an earlier version of this article": the outlet."""
    if known.kind(row.speaker) == "person":
        return None
    for one, other in pairwise(known.words(row.source)):
        if one == "this" and other in OUTLET_NOUNS:
            return known.outlet
    return None


def apposed(known: Known, row: Attribution, head_: Span | None) -> str | None:
    """ "The mayor in exile, Jane Doe": the name that the source ends in."""
    source = row.source
    if source is None or head_ is None:
        return None
    # A source may end before the name: "the mayor in exile | , Jane Doe, warned".
    near = known.overlapping(Span(source.start, source.end + len(", J")))
    names = [one for one in near if one.kind == "name" and known.kind(one.entity) == "person"]
    if known.text[slice(*head_)].lower() not in PERSON_NOUNS or not names:
        return None
    # A relative clause after the name ends the source as well.
    name = names[-1]
    rest = known.text[name.span.end : source.end].strip()
    before = [one for one in near if head_.end < one.span.end <= name.span.start]
    if name.span.start < head_.end or (rest and rest[0] not in ",(."):
        return None
    gap = known.text[before[-1].span.end if before else head_.end : name.span.start]
    beside = bool(before) and before[-1].kind == "name" and not gap.strip()
    clear = not any(_someone_else(known, one, name, head_) for one in before)
    return name.entity if (beside or gap.rstrip().endswith(",")) and clear else None


def _someone_else(known: Known, one: Mention, name: Mention, head_: Span) -> bool:
    words = known.words(one.span)
    return (
        one.kind == "description"
        and one.span.start > head_.start
        and one.entity in (None, name.entity)
        and bool(words)
        and words[-1] in PERSON_NOUNS
    )


def whose(known: Known, row: Attribution, head_: Span | None) -> str | None:
    """ "Her words", "a report by the ministry", "Gazette data": the one who made them."""
    noun = known.root(head_)
    if row.source is None or noun is None or noun.lower_ not in MADE:
        return None
    makers = [known.of(one, row.source) for one in _makers(noun)]
    found = [one for one in makers if known.kind(one) in SPEAKING]
    if found:
        return found[0] if len(set(makers)) == 1 else None
    if noun.lower_ in WORDS:
        return _only(known, known.overlapping(row.source))
    compounds = [one for one in noun.children if one.dep_ in ("compound", "nmod")]
    owners = {known.of(one, row.source) for one in compounds}
    bodies = [one for one in owners if known.kind(one) == "organisation"]
    return bodies[0] if len(bodies) == 1 else None


def _makers(noun: Token) -> Iterator[Token]:
    """Who made a thing, by the words around its noun."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
        elif child.dep_ == "acl" and child.lower_ in ISSUED:
            yield from _objects(child, _BY)
        elif child.lower_ in _BY or (child.lower_ == "with" and noun.lower_ in TALKS):
            yield from _joined(child)


def _objects(verb: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for child in verb.children:
        if child.lower_ in prepositions:
            yield from _joined(child)


def _joined(preposition: Token) -> Iterator[Token]:
    """The nouns after a preposition, all of those that "and" joins."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child
            yield from child.conjuncts
        elif child.dep_ == "pcomp":  # "with Doe published today", read as what Doe published
            yield from (one for one in child.children if one.dep_ in SUBJECTS)


def _only(known: Known, near: Sequence[Mention]) -> str | None:
    """The one that the mentions in a source mean, if there is just one."""
    owners = {one.entity for one in near if one.kind in ("name", "pronoun", "description")}
    owners.discard(None)
    owner = next(iter(owners)) if len(owners) == 1 else None
    return owner if known.kind(owner) in SPEAKING else None
