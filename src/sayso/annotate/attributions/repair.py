"""Mends what the parser gets wrong in a regular way in sentences that report speech."""

from __future__ import annotations

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.tokens import FINITE, Tokens, edges


def repair(t: Tokens) -> None:
    """Reattach to a verb of saying the verbs of saying that go on from it.

    "She said that the road was closed and warned that …", "…, adding that …": the parser hangs
    the second verb on the first one's content. A second verb of the same tense without a subject
    of its own, or a participle after a comma, goes on from the first verb of saying. With its own
    subject ("said that the road had closed, and the mayor announced …") it stands beside it where
    the tenses tell. What reports speech after a semicolon is a sentence of its own.
    """
    changed = _split(t)
    for at, dep in enumerate(t.deps):
        if dep in ("conj", "advcl") and t.tags[at] in (FINITE if dep == "conj" else ("VBG",)):
            above = _saying_above(t, at)
            if above is not None:
                _reattach(t, at, above)
                changed = True
    if changed:
        t.first[:], t.last[:] = edges(t.head)


def _saying_above(t: Tokens, at: int) -> int | None:
    if not _goes_on(t, at):
        return None
    embedded = t.head[at]
    for _ in range(4):
        if t.deps[embedded] == "ccomp" or _base(t, embedded, at):
            break
        if t.deps[embedded] not in ("conj", "xcomp", "advcl"):
            return None
        embedded = t.head[embedded]
    above = t.head[embedded]
    inside = t.deps[embedded] == "ccomp" or _base(t, embedded, at)
    if not inside or not above < embedded < at or not _goes_on(t, above):
        return None
    if t.tags[at] == "VBG":
        comma = t.words[t.first[at] - 1] == ","
        return above if comma else None
    if t.tags[at] != t.tags[above]:
        return None
    own = t.child(at, "nsubj", "nsubjpass", "expl")
    return above if own is None or _beside(t, at, own) else None


def _base(t: Tokens, embedded: int, at: int) -> bool:
    """An infinitive, which no finite verb goes on from ("urged them to leave and said")."""
    return t.deps[embedded] == "xcomp" and t.tags[embedded] == "VB" and t.tags[at] in FINITE


def _beside(t: Tokens, at: int, own: int) -> bool:
    """ "had closed, and the mayor announced": a new clause, in the tense of the report."""
    first = t.first[own]
    comma = first >= 2 and t.words[first - 1] in ("and", "but", "while") and t.words[first - 2]
    shifted = any(t.tags[o] == "VBN" for o in (t.head[at],)) or t.child(t.head[at], "aux")
    return comma == "," and t.tags[at] == "VBD" and t.tags[own] != "PRP" and bool(shifted)


def _goes_on(t: Tokens, at: int) -> bool:
    """A verb of saying, or one that reports an act of speech ("called on", "condemned")."""
    entry = lexicon().entry("verbs", t.words[at])
    words = lexicon().words
    return entry is not None and (
        entry.lemma in words["speech"] or entry.lemma in words["speech_acts"]
    )


SEMICOLON_REACH = 12


def _split(t: Tokens) -> bool:
    """Make a sentence of what follows a semicolon and says on its own who says it."""
    cuts = [
        at + 1
        for at, word in enumerate(t.words[:-3])
        if word == ";" and _reports(t, at) and t.bounds[t.sentence[at]][1] > at + 3
    ]
    for cut in cuts:
        number = t.sentence[cut]
        low, high = t.bounds[number]
        t.bounds[number : number + 1] = [(low, cut), (cut, high)]
        t.sentence[cut:] = [one + 1 for one in t.sentence[cut:]]
        for at in range(low, high):
            if (t.head[at] < cut) != (at < cut):
                t.children[t.head[at]].remove(at)
                t.head[at], t.deps[at] = at, "ROOT"
    return bool(cuts)


def _reports(t: Tokens, semicolon: int) -> bool:
    """Whether a noun and a finite verb of saying follow, with a report of speech before."""
    low, high = t.bounds[t.sentence[semicolon]]
    marks = sum(t.tags[at] in ("``", "''") for at in range(low, semicolon))
    before = any(t.tags[at] in FINITE and says(t, at) for at in range(low, semicolon))
    after = range(semicolon + 1, min(high, semicolon + SEMICOLON_REACH))
    verb = next((at for at in after if t.tags[at] in (*FINITE, "MD")), None)
    named = verb is not None and any(
        t.tags[at] in ("NN", "NNS", "NNP", "NNPS", "PRP") for at in range(semicolon + 1, verb)
    )
    return before and named and verb is not None and marks % 2 == 0 and says(t, verb)


def says(t: Tokens, at: int) -> bool:
    """Whether a token is a form of a verb of saying."""
    entry = lexicon().entry("verbs", t.words[at])
    return entry is not None and entry.lemma in lexicon().words["speech"]


def _reattach(t: Tokens, at: int, above: int) -> None:
    """Move ``at``, and the conjunction before it, to ``above``."""
    old = t.head[at]
    near = range(max(old + 1, t.first[at] - 2), at)
    joints = [one for one in t.children[old] if one in near and t.deps[one] in ("cc", "punct")]
    for one in [at, *joints]:
        t.children[old].remove(one)
        t.children[above].append(one)
        t.head[one] = above
    t.children[above].sort()
