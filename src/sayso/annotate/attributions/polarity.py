"""What a speaker does to the content: asserts it, denies it, asks for it."""

from __future__ import annotations

from sayso.annotate.attributions.lexicon import Entry, lexicon
from sayso.annotate.attributions.scene import Candidate, Scene
from sayso.rows import Polarity

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
    if c.negated:
        return _negated(c, base)
    if c.rule in COMMAND_RULES and (c.lemma in words["directive"] and c.audience_in):
        return "demanded"
    if c.lemma in words["calling"] and c.rule in ("prep:for", "prep:on", "prep:upon", "infinitive"):
        return "demanded"
    if base == "asked" and c.rule == "infinitive":
        return "demanded" if c.lemma == "ask" else base
    if base == "denied" and c.rule == "infinitive":
        return "denied"
    return base


def _refused(scene: Scene, c: Candidate) -> Polarity:
    """ "Declined to comment" keeps something back; "refused to leave" denies it."""
    speaks = lexicon().words["comment"]
    if c.refused:
        return "withheld" if c.refused in speaks else "denied"
    words = scene.tokens.words[c.content[0][0] : c.content[0][0] + 4]
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
