"""Mends what the parser gets wrong in a regular way in sentences that report speech."""

from __future__ import annotations

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.tokens import Tokens, edges

FINITE = frozenset(["VBD", "VBZ", "VBP"])


def repair(t: Tokens) -> None:
    """Reattach to a verb of saying the verbs of saying that go on from it.

    "She said that the road was closed and warned that …", "…, adding that …": the parser hangs
    the second verb on the first one's content. A second verb of the same tense without a subject
    of its own, or a participle after a comma, goes on from the first verb of saying.
    """
    changed = False
    for at, dep in enumerate(t.deps):
        if dep in ("conj", "advcl") and t.tags[at] in (FINITE if dep == "conj" else ("VBG",)):
            above = _saying_above(t, at)
            if above is not None:
                _reattach(t, at, above)
                changed = True
    if changed:
        t.first[:], t.last[:] = edges(t.head)


def _saying_above(t: Tokens, at: int) -> int | None:
    if not says(t, at):
        return None
    embedded = t.head[at]
    for _ in range(4):
        if t.deps[embedded] == "ccomp":
            break
        if t.deps[embedded] not in ("conj", "xcomp", "advcl"):
            return None
        embedded = t.head[embedded]
    above = t.head[embedded]
    if t.deps[embedded] != "ccomp" or not above < embedded < at or not says(t, above):
        return None
    if t.tags[at] == "VBG":
        comma = t.words[t.first[at] - 1] == ","
        return above if comma else None
    own = t.child(at, "nsubj", "nsubjpass", "expl")
    return above if own is None and t.tags[at] == t.tags[above] else None


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
