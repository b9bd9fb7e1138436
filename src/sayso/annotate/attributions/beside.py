"""Quotations that no cue of the lexicon claims: a verb right beside them, or none at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.annotate.attributions import nouns, sources
from sayso.annotate.attributions.frames import group
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import FINITE
from sayso.rows import Span

FARTHEST = 22
NOUN_REACH = 6
# A quotation with no cue and at least as many words is speech of nobody named; a shorter one is
# a word or phrase held at arm's length.
SPEECH_WORDS = 8
SCORE = 0.55
UNNAMED = 0.35
SCARE = 0.6
LONGEST_WORD = 30
SCARE_INSIDE = 4
"""Words at most of what a speaker holds at arm's length; more are somebody's whom they quote."""
SO_CALLED = re.compile(
    r"(?:so[- ]called|self-styled|self-proclaimed|supposed|purported|alleged)\s*\Z", re.I
)
# Nouns before or after a quotation that is a title or a name.
WORK = lexicon().words["work"]


def verbs_beside(scene: Scene, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """ "…," the boy shrugged: any verb will do where a comma inside the marks leads to it."""
    taken = _taken(scene, candidates)
    for number, (first, last) in enumerate(scene.bounds):
        if taken[number] or scene.within[first] != number or last + 2 >= len(scene.tokens):
            continue
        inner = scene.quotes[number].inner
        if scene.text[inner.start : inner.end].rstrip()[-1:] not in (",", "?", "!", "—", "–"):
            continue
        found = _after(scene, first, last)
        if found is not None:
            yield found


def _taken(scene: Scene, candidates: Sequence[Candidate], sources: bool = True) -> list[bool]:
    """For each quotation whether a candidate has it in its content or its source.

    Words that are "allegedly" so are on nobody's word, and so are no quotations from anybody.
    """
    claimed = [False] * (len(scene.tokens) + 1)
    for one in candidates:
        if one.lemma in lexicon().adverbs:
            continue
        for low, high in (*one.content, *([one.source] if one.source and sources else [])):
            claimed[low : high + 1] = [True] * (high + 1 - low)
    return [any(claimed[first : last + 1]) for first, last in scene.bounds]


def _after(scene: Scene, first: int, last: int) -> Candidate | None:
    t = scene.tokens
    stop = min(last + FARTHEST, t.bounds[t.sentence[last + 1]][1])
    at = next((i for i in range(last + 1, stop) if t.tags[i] in FINITE), None)
    if at is None or scene.within[at] >= 0:
        return None
    cue = group(t, at)
    source: Reach | None
    if cue[0] == last + 1:
        right = sources.nearest(t, at, True)
        source = None if right is None or right < at else sources.phrase(t, right, at)
        head = right
    else:
        source, head = sources.trim(t, (last + 1, cue[0] - 1)), None
        names = [i for i in range(source[0], source[1] + 1) if t.tags[i] in sources.NOUNS]
        if not names or t.tags[source[0]] in ("CC", "IN", "TO"):
            return None
        own = t.child(at, "nsubj")
        head = own if own is not None and source[0] <= own <= source[1] else names[-1]
    if source is None:
        return None
    entry = lexicon().entry("verbs", t.words[at])
    found = Candidate(
        "beside", at, entry.lemma if entry else t.words[at], source, cue, [(first, last)]
    )
    found.head, found.entry, found.score = head, entry, SCORE
    return found


def unclaimed(
    scene: Scene, candidates: Sequence[Candidate], carried: bool, held: Sequence[Span]
) -> Iterator[Candidate]:
    """Quotations in no attribution: scare quotes, and speech whose speaker is not named.

    What is ``held`` is in an attribution of another block, as is a block that is ``carried``. The
    contract wants a cue: it is "so-called" and the like where one stands before the marks,
    and otherwise the quotation itself with its marks. Titles and names of works are left out.
    """
    if carried:
        return
    taken = _taken(scene, candidates)
    told = _taken(scene, candidates, sources=False)
    for number, (first, last) in enumerate(scene.bounds):
        if scene.within[first] != number or _held(scene, number, held):
            continue
        # Who speaks may be named at a distance: the so-called “council” claims …
        if told[number] or (taken[number] and _so_called(scene, first) is None):
            continue
        inner = (first + 1, last - 1 if scene.quotes[number].closed else last)
        words = _words(scene, inner)
        if not words:
            continue
        named = _from_noun(scene, first, last)
        if named is not None:
            yield named
        elif len(words) >= SPEECH_WORDS:
            ending = scene.text[scene.quotes[number].inner.end - 1]
            if ending not in ".?!" or scene.text[scene.tokens.start[words[0]]].islower():
                continue
            yield Candidate(
                "unnamed", first, "", None, (first, last), [(first, last)], score=UNNAMED
            )
        elif scene.quotes[number].closed and not _title(scene, first, last, words):
            yield _scare(scene, first, last, inner)


def held_by_speakers(scene: Scene, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """What a speaker holds at arm's length: "the ‘republic’ must go," he said.

    Not among the ``unclaimed``, which the model is shown: it was trained without these.
    """
    pieces = {piece for one in candidates for piece in one.content}
    for number, (first, last) in enumerate(scene.bounds):
        quote = scene.quotes[number]
        if scene.within[first] == number or not quote.closed or last - first < 2:
            continue
        inner = first + 1, last - 1
        words = _words(scene, inner)
        told = any(first <= a and b <= last for a, b in pieces)
        if 0 < len(words) <= SCARE_INSIDE and not (told or _title(scene, first, last, words)):
            yield _scare(scene, first, last, inner)


def _words(scene: Scene, inner: Reach) -> list[int]:
    """The tokens of a stretch that are no punctuation."""
    return [i for i in range(inner[0], inner[1] + 1) if scene.tokens.words[i][:1].isalnum()]


def _held(scene: Scene, number: int, held: Sequence[Span]) -> bool:
    outer = scene.quotes[number].outer
    at = bisect_left(held, outer.end, key=lambda one: one.start)
    return at > 0 and held[at - 1].end > outer.start


def _from_noun(scene: Scene, first: int, last: int) -> Candidate | None:
    """Whose words they are, by the noun beside: "made statements such as “…”", "a “…” warning"."""
    t = scene.tokens
    low, high = t.bounds[t.sentence[first]]
    before = range(first - 1, max(low, first - NOUN_REACH) - 1, -1)
    for at in (*range(last + 1, min(last + 2, high)), *before):
        entry = lexicon().entry("nouns", t.words[at]) if t.tags[at] in ("NN", "NNS") else None
        if entry is not None and entry.lemma in lexicon().words["speech_nouns"]:
            _, head, start = nouns.holder(t, at, (first, last))
            if head is not None and first <= head <= last:
                return None
            source = None if head is None else sources.phrase(t, head, at)
            if source is not None and source[1] >= start:
                start = source[1] + 1 if source[0] < at else start
            cue = (at if at > last else min(start, at)), at
            found = Candidate("named", at, entry.lemma, source, cue, [(first, last)], head=head)
            found.entry, found.score = entry, SCORE
            return found
        if at < first and t.tags[at] in FINITE:
            return None
    return None


def _so_called(scene: Scene, first: int) -> re.Match[str] | None:
    """The word before the marks of token ``first`` that keeps what is in them at a distance."""
    end = scene.tokens.start[first]
    return SO_CALLED.search(scene.text, max(0, end - LONGEST_WORD), end)


def _scare(scene: Scene, first: int, last: int, inner: Reach) -> Candidate:
    match = _so_called(scene, first)
    cue = (first, last)
    if match is not None:
        reach = scene.reach(Span(match.start(), len(match[0].rstrip()) + match.start()))
        cue = reach or cue
    return Candidate(
        "scare" if match is None else "so-called", first, "", None, cue, [inner], score=SCARE
    )


def _title(scene: Scene, first: int, last: int, words: Sequence[int]) -> bool:
    """Whether the marks set off a title or a name: a work before them, or capitals throughout."""
    t = scene.tokens
    if _so_called(scene, first) is not None:
        return False
    near = t.words[max(0, first - 3) : first] + t.words[last + 1 : last + 2]
    if any(word in WORK for word in near):
        return True
    long = [i for i in words if t.end[i] - t.start[i] > 3]
    capital = [i for i in long if scene.text[t.start[i]].isupper()]
    return bool(long) and len(capital) == len(long)
