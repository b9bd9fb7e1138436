"""What a speaker does to the content: asserts it, denies it, asks for it."""

from __future__ import annotations

from itertools import pairwise

from sayso.annotate.attributions.lexicon import Entry, lexicon
from sayso.annotate.attributions.scene import Candidate, Scene
from sayso.annotate.attributions.tokens import FINITE, Tokens
from sayso.rows import Polarity

WISH_REACH = 14
COMMAND_RULES = frozenset(["infinitive"])


def of(scene: Scene, c: Candidate, entry: Entry | None) -> Polarity:
    """The polarity of a candidate, from its cue word, negation and construction."""
    words = lexicon().words
    base: Polarity = "asserted" if entry is None else entry.polarity
    if c.rule in ("fronted", "drawn"):
        return "withheld"
    if c.lemma == "rule" and scene.tokens.words[c.cue[1]] == "out":
        return "asserted" if c.negated else "denied"
    if base == "withheld":
        return _refused(scene, c)
    if c.negated or _not_yet(scene, c):
        return _negated(c, base)
    if _wished(scene, c):
        return "demanded"
    if c.lemma == "agree" and c.rule == "infinitive":
        return "intended"
    if c.rule in COMMAND_RULES and (c.lemma in words["directive"] and c.audience_in):
        return "demanded"
    if c.lemma in words["calling"] and (c.rule == "infinitive" or _for_something(scene, c)):
        return "demanded"
    if base == "asked" and c.rule == "infinitive":
        return "demanded" if c.lemma == "ask" else base
    if base == "denied" and c.rule == "infinitive":
        return "denied"
    return base


def _not_yet(scene: Scene, c: Candidate) -> bool:
    """ "Has yet to confirm": it does not, so far."""
    words = scene.tokens.words[max(0, c.cue[0] - 1) : c.cue[1] + 1]
    return ("yet", "to") in pairwise(words)


def _for_something(scene: Scene, c: Candidate) -> bool:
    """ "Called for", "calls on", "pressing again for": the preposition is the cue's or follows."""
    if c.rule in ("prep:for", "prep:on", "prep:upon"):
        return True
    return scene.tokens.words[c.cue[1]] in ("for", "on", "upon")


def _wished(scene: Scene, c: Candidate) -> bool:
    """ "Suggests that they leave", "insists that nobody should", "wants them out", "warns against".

    What is wished for stands in the base form, or under "should" or "must" after a word that
    does not only tell.
    """
    t = scene.tokens
    words = lexicon().words
    if c.lemma == "want":
        return c.audience_in or c.rule in ("object", "clause")
    if c.lemma in ("warn", "warning") and c.rule.startswith("prep:against"):
        return True
    if c.lemma not in words["wishing"] or not (c.rule == "clause" or c.rule.startswith("that")):
        return False
    if not c.content:  # it is all in other blocks
        return False
    first, last = c.content[0]
    for at in range(first, min(last + 1, first + WISH_REACH)):
        if t.tags[at] == "MD":
            return t.words[at] in ("should", "must")
        if t.tags[at] in FINITE:
            return t.tags[at] == "VBP" and t.first[at] == first and _third_person(t, at)
        if t.tags[at] == "VB":
            return True
    return False


def _third_person(t: Tokens, at: int) -> bool:
    """A base form after a singular subject, which the tagger may take for a plural."""
    subject = t.child(at, "nsubj", "nsubjpass")
    return subject is not None and t.tags[subject] in ("NN", "NNP")


def _refused(scene: Scene, c: Candidate) -> Polarity:
    """ "Declined to comment" keeps something back; "refused to leave" denies it."""
    speaks = lexicon().words["comment"]
    if c.refused:
        return "withheld" if c.refused in speaks else "denied"
    words = scene.tokens.words[c.content[0][0] : c.content[0][0] + 4] if c.content else []
    return "withheld" if any(word in speaks for word in words) else "denied"


def _negated(c: Candidate, base: Polarity) -> Polarity:
    if base == "denied":
        return "withheld" if c.lemma in ("deny", "dispute") else "asserted"
    if c.lemma in lexicon().words["belief"]:
        return "denied"
    if base in ("demanded", "intended"):
        return "denied"
    spoken = c.lemma in lexicon().words["speech"] or c.lemma in lexicon().words["comment"]
    return "withheld" if spoken else "denied"
