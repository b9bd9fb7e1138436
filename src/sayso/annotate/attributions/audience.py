"""Whom something was said to: "told the Gazette", "in a letter to the ministry", "urged them"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.attributions.known import Known
from sayso.annotate.data import word_list
from sayso.annotate.mentions.words import BODY_NOUNS, OUTLET_NOUNS
from sayso.rows import Attribution, EntityKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

HEARING: frozenset[EntityKind] = frozenset(["person", "organisation", "office", "place", "group"])
_HEARD = word_list("speech", "heard")
TELLS = frozenset(_HEARD["tells"])
"""Verbs whose object hears what is said."""
SAYS = frozenset(_HEARD["says"])
"""Verbs that say something "to" someone; "refer to", "point to" and the like do not."""
TALKS = frozenset(_HEARD["talks"])
WITH, TO = frozenset(_HEARD["with"]), frozenset(_HEARD["to"])
"""What one says something in: "in an interview with the Gazette", "in a letter to the ministry"."""
_IN = frozenset(["in", "during", "at", "via", "through", "on"])
_GATHERED = frozenset(["conference", "forum", "summit", "tank", "congress", "session", "station"])
"""With a body's name before them these are the body's: "the Relief Committee conference"."""


def audience(known: Known, row: Attribution, given: Span | None) -> str | None:
    """The entity that hears it. ``given`` is where the construction of the cue has an audience.

    Null where no entity stands there, as in "told reporters".
    """
    tokens = known.tokens(row.cue)
    for token in _hearers(tokens):
        entity = _entity(known, token, row)
        if entity is not None and entity != row.speaker:
            return entity
    noun = known.root(given)
    if given is not None and noun is not None and not {t.lower_ for t in tokens}.isdisjoint(TELLS):
        return _entity(known, noun, row)
    return None


def _hearers(cue: list[Token]) -> Iterator[Token]:
    for token in cue:
        direct = next(_of_verb(token), None) if token.tag_.startswith("VB") else None
        if direct is not None:
            yield direct
            return  # whoever else is named does not hear it
    if cue and cue[-1].tag_ in ("IN", "TO"):
        yield from _after(cue)
    verb = next((token for token in cue if token.tag_.startswith("VB")), None)
    if verb is not None:
        yield from _around(verb)


def _of_verb(verb: Token) -> Iterator[Token]:
    """What a verb governs: "told X", "urged X to leave", "X was told", "said to X"."""
    tells = verb.lower_ in TELLS
    for child in verb.children:
        if child.dep_ == "dative":
            yield from _objects(child) if child.tag_ in ("IN", "TO") else (child,)
        elif tells and child.dep_ in ("dobj", "nsubjpass"):
            yield child
        elif tells and child.dep_ in ("ccomp", "xcomp") and child.i > verb.i:
            subjects = (one for one in child.children if one.dep_ == "nsubj")
            yield from (one for one in subjects if _next_to(verb, one))
        elif (child.dep_ == "prep" and child.lower_ == "to" and verb.lower_ in SAYS) or (
            child.dep_ == "prep" and child.lower_ == "with" and verb.lower_ in TALKS
        ):
            yield from _objects(child)


def _next_to(verb: Token, subject: Token) -> bool:
    """Whether an infinitive's subject is the verb's object: "urged X to leave", not "told X left".

    The parser gives both the same relation.
    """
    clause = subject.head
    infinitive = any(one.tag_ == "TO" for one in clause.children)
    return infinitive and subject.left_edge.i == verb.i + 1


def _after(cue: list[Token]) -> Iterator[Token]:
    """What follows a cue that ends before it: "called on X", "brought to the attention of X"."""
    last, words = cue[-1], {token.lower_ for token in cue}
    calls = last.lower_ in ("on", "upon") and not words.isdisjoint(["call", "calls", "called"])
    attention = last.lower_ == "of" and "attention" in words
    to = last.lower_ == "to" and not words.isdisjoint(SAYS | TO | TELLS)
    if calls or attention or to or "calling" in words:
        yield from _objects(last)


def _around(verb: Token) -> Iterator[Token]:
    """What a sentence adds to its verb: "in a letter to X", "Speaking to X"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _IN:
            for noun in _objects(child):
                yield from _in_speech(noun)
        elif child.dep_ in ("advcl", "prep") and child.lower_ in ("speaking", "talking", "writing"):
            for one in child.children:
                if one.lower_ in ("to", "with", "for"):
                    yield from _objects(one)
                elif one.lower_ in _IN:
                    for noun in _objects(one):
                        yield from _in_speech(noun)
        elif child.dep_ == "advcl" and child.lower_ in ("addressing", "telling"):
            yield from (one for one in child.children if one.dep_ == "dobj")
        elif child.dep_ == "prep" and child.lower_ in ("on", "upon") and verb.lower_ in _CALLS:
            yield from _objects(child)


_CALLS = frozenset(["call", "calls", "called", "calling"])


def _in_speech(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if (child.lower_ == "with" and noun.lower_ in WITH) or (
            child.lower_ in ("to", "before") and noun.lower_ in TO
        ):
            yield from _objects(child)


def _objects(preposition: Token) -> Iterator[Token]:
    return (one for one in preposition.children if one.dep_ == "pobj")


def _entity(known: Known, noun: Token, row: Attribution) -> str | None:
    """The entity of a noun, or of the name that it stands with: "the news outlet Strelsau Post"."""
    near = row.cue
    joined = [known.of(one, near) for one in noun.children if one.dep_ == "conj"]
    if any(one != row.speaker or one is None for one in joined):
        return None  # two hear it, and the row has room for one
    entity = known.of(noun, near)
    if entity is None and noun.lower_ in BODY_NOUNS | OUTLET_NOUNS | _GATHERED:
        beside = [one for one in noun.children if one.dep_ in ("compound", "appos", "nmod")]
        names = [known.of(one, near) for one in beside]
        bodies = {one for one in names if known.kind(one) == "organisation"}
        entity = bodies.pop() if len(bodies) == 1 else None
    return entity if known.kind(entity) in HEARING else None
