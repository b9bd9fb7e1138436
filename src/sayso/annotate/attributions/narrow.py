"""What is accepted and still no attribution of its own to a reader: dropped, or joined to another.

PolNeAR annotates much of this; a page of statements drowns in it. What each rule costs there was
measured, and none costs more than a few thousandths of the lenient F1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene

FIRST_PERSON = frozenset(["i", "we"])
SURE = 0.7
PAST = frozenset(["VBD", "VBN"])
RELATIVE = frozenset(["who", "which", "that"])
PRONOUN_TAGS = frozenset(["WDT", "WP", "DT", "PRP", "EX", "CD"])
CLAUSES = ("that:", "to:", "is:")


def narrowed(scene: Scene, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates worth a row of their own, in the same order."""
    joined = _infinitives(scene, candidates)
    apart = [one for one in candidates if id(one) not in joined and not _idle(scene, one)]
    worse = _twice(apart)
    return [one for one in apart if id(one) not in worse]


def settled(scene: Scene, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that the model read, without what no reader takes for an attribution.

    The model weighs the rest itself.
    """
    joined = _infinitives(scene, candidates)
    return [
        one
        for one in candidates
        if id(one) not in joined
        and not (_unsaid_passive(one) or _imperative(scene, one) or _purpose(scene, one))
        and not _impersonal(scene, one)
    ]


def unshared(candidates: Sequence[Candidate]) -> None:
    """Leave what a second cue introduces to it: "I agree," she said, going on to ask: "Why …?".

    A later piece of a content is dropped where another cue between the two has it, and more.
    """
    for one in candidates:
        kept = [
            piece
            for piece in one.content
            if not any(_introduces(other, piece, one) for other in candidates if other is not one)
        ]
        if kept:
            one.content = kept


def _introduces(other: Candidate, piece: Reach, one: Candidate) -> bool:
    between = one.cue[1] < other.cue[0] and other.cue[1] < piece[0]
    nested = any(a <= other.cue[0] <= b for a, b in one.content)
    return between and not nested and any(a <= piece[0] <= b for a, b in other.content)


def _idle(scene: Scene, c: Candidate) -> bool:
    return (
        _own_voice(scene, c)
        or _empty(scene, c)
        or _relative_action(scene, c)
        or _nobodys_noun(c)
        or _unsaid_passive(c)
        or _imperative(scene, c)
        or _purpose(scene, c)
    )


def _own_voice(scene: Scene, c: Candidate) -> bool:
    """ "We hope that …" in a quotation: the one who is quoted speaks already.

    What they said on another occasion ("I told parliament that …") is kept.
    """
    if c.source is None or scene.within[c.anchor] < 0:
        return False
    t = scene.tokens
    if c.source[0] != c.source[1] or t.words[c.source[0]] not in FIRST_PERSON:
        return False
    return not (c.lemma in lexicon().words["speech"] and t.tags[c.anchor] in PAST and not c.negated)


def _infinitives(scene: Scene, candidates: Sequence[Candidate]) -> set[int]:
    """Join "declined to say whether", "would like to thank": one attribution, not two.

    The candidates that are joined to another are returned by identity. Where something is kept
    back or denied, cue and content are those of both verbs together.
    """
    t = scene.tokens
    by_anchor = {one.anchor: one for one in candidates}
    joined: set[int] = set()
    for inner in candidates:
        if t.tags[inner.anchor] != "VB" or t.deps[inner.anchor] != "xcomp":
            continue
        outer = by_anchor.get(t.head[inner.anchor])
        if outer is None or outer.anchor > inner.anchor or outer.rule != "infinitive":
            continue
        joined.add(id(inner))
        polarity = outer.entry.polarity if outer.entry else "asserted"
        if polarity in ("withheld", "denied") and outer.cue[1] < inner.cue[0] <= outer.cue[1] + 2:
            outer.cue = outer.cue[0], inner.cue[1]
            outer.content, outer.refused = list(inner.content), inner.lemma
            outer.audience = outer.audience or inner.audience
    return joined


def _twice(candidates: Sequence[Candidate]) -> set[int]:
    """ "Reiterated", "reiterated the commitment to": of two cues that overlap the likelier one."""
    ordered = sorted(candidates, key=lambda one: one.cue)
    worse = set()
    for first, second in pairwise(ordered):
        overlap = second.cue[0] <= first.cue[1]
        if overlap and first.source == second.source and first.source is not None:
            worse.add(id(min(first, second, key=lambda one: one.score)))
    return worse


def _imperative(scene: Scene, c: Candidate) -> bool:
    """ "Note that we leave early" in a quotation: nobody reports anything."""
    plain = c.source is None and scene.tokens.tags[c.anchor] == "VB" and not c.passive
    return plain and scene.within[c.anchor] >= 0


def _impersonal(scene: Scene, c: Candidate) -> bool:
    """ "It was not clear whether …": the outlet itself says so."""
    t = scene.tokens
    empty = c.source is not None and c.source[0] == c.source[1] and t.words[c.source[0]] == "it"
    return empty and t.tags[c.cue[1]] == "JJ" and t.words[c.cue[1]] in ("clear", "unclear")


def _purpose(scene: Scene, c: Candidate) -> bool:
    """ "The capacity to resist any pressure": what something is for, and no speech."""
    t = scene.tokens
    if t.tags[c.anchor] != "VB" or c.lemma in lexicon().words["speech"] or c.score >= SURE:
        return False
    bare = any(t.tags[o] == "TO" for o in t.children[c.anchor])
    return bare and c.rule.startswith(("object", "prep"))


def _empty(scene: Scene, c: Candidate) -> bool:
    """Content of one pronoun, or of nothing but a date."""
    t = scene.tokens
    if c.waits or len(c.content) != 1 or c.rule in ("quote", "colon", "tail"):
        return False
    first, last = c.content[0]
    polarity = c.entry.polarity if c.entry else "asserted"
    told = c.rule == "passive" and c.source is not None and c.lemma in lexicon().words["speech"]
    if first == last and t.tags[first] in PRONOUN_TAGS and polarity != "denied" and not told:
        return True
    return all(t.entity[at] in ("DATE", "TIME") for at in range(first, last + 1))


def _relative_action(scene: Scene, c: Candidate) -> bool:
    """ "officials who had approved the figure": what somebody did, told to say who is meant."""
    if c.source is None or c.source[0] != c.source[1]:
        return False
    if scene.tokens.words[c.source[0]] not in RELATIVE or c.lemma in lexicon().words["speech"]:
        return False
    return c.score < SURE and c.rule.startswith(("object", "prep", "passive"))


def _nobodys_noun(c: Candidate) -> bool:
    """ "a statement on the matter": no source, and nothing that is said."""
    return c.source is None and c.rule.endswith(":none") and not c.rule.startswith(CLAUSES)


def _unsaid_passive(c: Candidate) -> bool:
    """ "is planned for April", "was appointed": nobody says it, and it is no verb of saying.

    Nobody is named, but somebody judges, where one "was accused of it" or "is seen as a winner".
    """
    if c.rule != "passive" or c.source is not None:
        return False
    polarity = c.entry.polarity if c.entry else "asserted"
    words = lexicon().words
    said = c.lemma in words["speech"] or c.lemma in words["judged"]
    return not said and polarity not in ("denied", "demanded")
