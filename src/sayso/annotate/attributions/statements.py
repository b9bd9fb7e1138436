"""Statements given whole: paragraphs without a cue or marks that go on in the speaker's own words.

An outlet that prints a statement introduces it once and then lets it speak. What gives it away is
the first person plural outside all quotations ("our territory"), which is not the outlet's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Scene
from sayso.annotate.attributions.tokens import FINITE
from sayso.annotate.mentions.words import DOCUMENT_NOUNS
from sayso.rows import Span

FIRST_PLURAL = frozenset(["our", "ours", "we", "us"])
PUNCTUATION = frozenset(".!?:…")
FEWEST = 2
"""One "our" may be a slip of the outlet's; two are a speaker's."""


def carried(scenes: Sequence[Scene], found: Sequence[list[Candidate]]) -> dict[int, list[Span]]:
    """By the identity of the candidate that introduces a statement, the blocks that go on with it.

    They follow its own without a gap, up to the first in which somebody else is said to speak.
    """
    result: dict[int, list[Span]] = {}
    number = 0
    while number < len(scenes):
        one = _introduction(scenes[number], found[number])
        following = _following(scenes, found, number, one) if one is not None else []
        if (
            one is not None
            and sum(_first_plural(scenes[at], found[at]) for at in following) >= FEWEST
        ):
            spans = [scenes[at].tokens for at in following]
            result[id(one)] = [*_rest(scenes[number], one)]
            result[id(one)] += [Span(t.start[0], t.end[-1]) for t in spans]
            number = following[-1]
        number += 1
    return result


def _introduction(scene: Scene, found: Sequence[Candidate]) -> Candidate | None:
    """The attribution of speech that reaches to the end of a block and tells of a statement.

    One that opens the block ("As noted, …") need not reach so far.
    """
    t = scene.tokens
    last = max((at for at in range(len(t)) if t.words[at] not in PUNCTUATION), default=-1)
    for one in found:
        reaches = one.rule == "opening" or any(a <= last <= b for a, b in one.content)
        told = one.lemma in lexicon().words["speech"] or one.lemma in DOCUMENT_NOUNS
        if reaches and told and scene.within[one.anchor] < 0:
            low, high = t.bounds[t.sentence[one.anchor]]
            if one.rule == "opening" or not DOCUMENT_NOUNS.isdisjoint(t.words[low:high]):
                return one
    return None


def _rest(scene: Scene, one: Candidate) -> Iterator[Span]:
    """What follows an attribution's content in its block."""
    t = scene.tokens
    after = max(b for _, b in one.content) + 1
    while after < len(t) and t.words[after] in PUNCTUATION:
        after += 1
    if after < len(t):
        yield Span(t.start[after], t.end[-1])


def _following(
    scenes: Sequence[Scene], found: Sequence[list[Candidate]], number: int, one: Candidate
) -> list[int]:
    """The blocks after one up to the first that is not the speaker's.

    Who says "our" in a block may tell there what others say, but does not name themselves.
    """
    following = []
    speaker = None if one.head is None else scenes[number].tokens.words[one.head]
    for at in range(number + 1, len(scenes)):
        others = _another(scenes[at], found[at]) and not _first_plural(scenes[at], found[at])
        named = speaker is not None and speaker in scenes[at].tokens.words
        if scenes[at].block.block.is_headline or others or named:
            break
        if len(scenes[at].tokens):
            following.append(at)
    while following and not _first_plural(scenes[following[-1]], found[following[-1]]):
        following.pop()
    return following


def _another(scene: Scene, found: Sequence[Candidate]) -> bool:
    """Whether somebody else is said to speak in a block, outside quotations."""
    t = scene.tokens
    return any(
        one.source is not None
        and one.lemma in lexicon().words["speech"]
        and t.tags[one.anchor] in FINITE
        and scene.within[one.anchor] < 0
        and t.words[one.source[0]] not in FIRST_PLURAL
        for one in found
    )


def _first_plural(scene: Scene, found: Sequence[Candidate]) -> int:
    """How often the first person plural stands outside quotations and others' contents."""
    t = scene.tokens
    return sum(
        t.words[at] in FIRST_PLURAL
        and scene.within[at] < 0
        and not any(a <= at <= b for one in found if one.source for a, b in one.content)
        for at in range(len(t))
    )
