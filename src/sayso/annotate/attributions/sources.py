"""Who is the source of a cue: its subject, near or far, or the by-phrase of a passive."""

from __future__ import annotations

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Reach
from sayso.annotate.attributions.tokens import FINITE, Tokens

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
ANY_SUBJECTS = SUBJECTS + PASSIVE_SUBJECTS
HAVE = frozenset(["have", "has", "had", "having", "'ve", "'s", "'d", "of"])
BE = frozenset(
    [
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "am",
        "'s",
        "'re",
        "'m",
        "get",
        "gets",
        "got",
        "getting",
    ]
)
EMPTY = frozenset(["it", "there"])
CLIMB = 5


def passive(t: Tokens, at: int) -> bool:
    """Whether a verb is passive: by its auxiliary, or as a bare participle that modifies."""
    if _asked_aside(t, at):
        return True
    if t.tags[at] != "VBN":
        return False
    if t.child(at, "auxpass") is not None:
        return True
    if any(t.deps[one] == "aux" and t.words[one] in HAVE for one in t.children[at]):
        return False
    if t.deps[at] == "conj" and t.child(at, *SUBJECTS) is None:
        return passive(t, t.head[at])
    return t.deps[at] in ("acl", "advcl", "relcl", "amod") or t.child(at, "agent") is not None


def _asked_aside(t: Tokens, at: int) -> bool:
    """ "Vale, asked whether he was glad, said …": he was asked, whatever the parse makes of it."""
    if t.words[at] != "asked" or not at or t.words[at - 1] not in (",", "when"):
        return False
    if t.child(at, *SUBJECTS) == at - 2:
        return True  # no comma parts a verb that tells from its subject
    speech = lexicon().words["answers"]
    for verb in range(at + 2, t.bounds[t.sentence[at]][1]):
        if t.words[verb - 1] != "," or t.tags[verb] not in FINITE:
            continue
        entry = lexicon().verbs.get(t.words[verb])
        whose = t.child(verb, *SUBJECTS)
        if (entry and entry.lemma in speech) or (whose is not None and whose < at):
            return True
    return False


def agent(t: Tokens, at: int) -> int | None:
    """The noun of a by-phrase."""
    by = t.child(at, "agent")
    if by is None:
        by = next(
            (o for o in t.children[at] if t.deps[o] == "prep" and t.words[o] == "by" and o > at),
            None,
        )
    return None if by is None else t.child(by, "pobj")


def subject(t: Tokens, at: int) -> int | None:
    """The head of the noun phrase that does what verb ``at`` says; ``None`` if it is not named."""
    for _ in range(CLIMB):
        if passive(t, at):
            return agent(t, at)
        own = t.child(at, *SUBJECTS)
        if own is not None:
            return None if t.words[own] in EMPTY and t.deps[own] == "expl" else own
        found, above = _shared(t, at)
        if above is None or not _verbal(t, above):
            return found
        at = above
    return None


def _shared(t: Tokens, at: int) -> tuple[int | None, int | None]:
    """Whose subject a verb without one shares: that noun, or the verb to go on from."""
    above, dep = t.head[at], t.deps[at]
    if dep == "ccomp":
        return None, above if t.tags[at] in ("VBG", "VB") else None
    if dep in ("conj", "advcl", "dep", "parataxis"):
        return None, above
    if dep == "xcomp":
        controlled = t.child(above, "dobj")
        if controlled is not None and controlled < at:
            return controlled, None
        if passive(t, above):
            return t.child(above, *PASSIVE_SUBJECTS), None
        return None, above
    if dep == "pcomp":
        verb = t.head[above]
        if t.words[above] == "as":  # "quoted her as saying"
            whom = t.child(verb, *(PASSIVE_SUBJECTS if passive(t, verb) else ("dobj",)))
            if whom is not None and whom < at:
                return whom, None
        return None, verb
    if dep in ("acl", "relcl"):
        return (agent(t, at) if passive(t, at) else above), None
    return None, None


def nearest(t: Tokens, at: int, says: bool) -> int | None:
    """The noun beside a verb whose subject the parse lost: "Mara Teel said", "said Mara Teel".

    Where the verb is none of saying only "Mara Teel, in a hurry, called" is looked for.
    """
    left = at - 1
    low, high = t.bounds[t.sentence[at]]
    if not says:
        return _before_aside(t, low, left) if left > low and t.words[left] == "," else None
    while left >= low and t.tags[left] in ("RB", "VBD", "VBZ", "MD", "VBP") and at - left < 3:
        left -= 1
    if left >= low and t.tags[left] in NOUNS:
        return _top(t, left, at)
    if left > low and t.words[left] == "," and (noun := _before_aside(t, low, left)) is not None:
        return noun
    right = at + 1
    while right < high and t.tags[right] in ("DT", "JJ", "NNP", "NN") and right - at < 6:
        right += 1
    if right - 1 > at and t.tags[right - 1] in NOUNS:
        return _top(t, right - 1, at)
    if right < high and t.tags[right] == "PRP":
        return right
    return None


def _before_aside(t: Tokens, low: int, comma: int) -> int | None:
    """The named head of a sentence that opens with "X, aside," before its verb."""
    first = next((at for at in range(low, comma) if t.words[at] == ","), None)
    if first is None or any(t.tags[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(low, first)):
        return None
    for at in range(low, first):
        outside = not low <= t.head[at] < first or t.head[at] == at
        if t.tags[at] in NOUNS and (outside or t.deps[at] == "nsubj"):
            return at
    return None


NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
NOMINAL = NOUNS | {"DT", "JJ", "PRP$", "POS", "CD", "HYPH"}
NAMED = frozenset(["NORP", "GPE", "ORG", "PERSON"])
AMID = frozenset(["amid", "despite", "after", "following"])
MET = lexicon().words["met"]


def only_met(t: Tokens, noun: int, source: Reach) -> bool:
    """Whether ``source`` only met with what a noun says: "rejected claims that …", "amid reports".

    Who does something to words, or while they are about, is not who utters them.
    """
    owned = t.child(noun, "poss") is not None
    if t.tags[noun] not in ("NN", "NNS") or t.deps[noun] not in ("dobj", "pobj") or owned:
        return False
    preposition = t.head[noun] if t.deps[noun] == "pobj" else None
    verb = t.head[noun if preposition is None else preposition]
    if preposition is None or t.words[preposition] not in AMID:
        entry = lexicon().verbs.get(t.words[verb])
        if entry is None or entry.lemma not in MET:
            return False
    whose = subject(t, verb)
    if whose is None and t.deps[verb] in ("acl", "relcl"):
        whose = t.head[verb]
    return whose is not None and source[0] <= whose <= source[1]


def named_before(t: Tokens, noun: int) -> Reach | None:
    """Whose word a noun is by the name right before it: "Ruritanian concern over the dam"."""
    at = noun - 1
    joined = at >= 0 and t.head[at] == noun and t.deps[at] in ("amod", "compound", "nmod")
    named = joined and (t.entity[at] in NAMED or t.words[at] in lexicon().words["blocs"])
    if not named or t.tags[noun] not in ("NN", "NNS"):
        return None
    first = t.first[at]
    return None if (first and t.words[first - 1] == "-") or t.words[first] == "-" else (first, at)


def holder(t: Tokens, noun: int) -> Reach | None:
    """Whose an intention is that somebody has or denies: "denied plans to leave"."""
    if t.tags[noun] not in ("NN", "NNS") or t.deps[noun] != "dobj":
        return None
    verb = t.head[noun]
    head = subject(t, verb)
    return None if head is None else phrase(t, head, verb)


def opening(t: Tokens, verb: int) -> Reach | None:
    """The noun phrase that a sentence opens with, as the subject of a verb that has lost its own.

    A long aside between the two ("The minister, at a meeting with her guests in Strelsau, called
    on …") leaves the parser without a clause: the phrase is the root, the verb a participle.
    """
    low = t.bounds[t.sentence[verb]][0]
    last = low
    while last < verb and t.tags[last] in NOMINAL:
        last += 1
    last -= 1
    lost = last >= low and t.deps[last] == "ROOT" and t.tags[last] in NOUNS
    aside = t.words[last + 1] == t.words[verb - 1] == ","
    return (low, last) if lost and aside and t.tags[verb] in ("VBD", "VBN") else None


def _top(t: Tokens, noun: int, verb: int) -> int:
    """The head of the noun phrase that ``noun`` ends, on its own side of ``verb``."""
    for above in t.ancestors(noun):
        if (above < verb) != (noun < verb) or t.tags[above] not in NOUNS or above == verb:
            break
        noun = above
    return noun


def _verbal(t: Tokens, at: int) -> bool:
    return t.tags[at][:2] in ("VB", "MD") or t.deps[at] == "ROOT"


def phrase(t: Tokens, at: int, barrier: int) -> Reach:
    """The noun phrase of head ``at``: with modifiers, without a clause that is an aside.

    ``barrier`` is the cue's token, which no source holds.
    """
    first, last = t.first[at], t.last[at]
    for one in t.children[at]:
        aside = t.deps[one] == "relcl" and one > at and t.words[t.first[one] - 1] == ","
        if (aside or t.deps[one] in ("parataxis", "advcl")) and t.first[one] > at:
            last = min(last, t.first[one] - 1)
        leads = one == t.first[at] and t.last[one] < at
        if leads and t.deps[one] in ("preconj", "prep", "mark", "cc"):
            first = t.last[one] + 1
    if barrier > at:
        last = min(last, barrier - 1)
    elif barrier < at:
        first = max(first, barrier + 1)
    return trim(t, (first, last))


def trim(t: Tokens, reach: Reach) -> Reach:
    """``reach`` without stops and commas at its ends."""
    first, last = reach
    while first < last and t.words[first] in _EDGE:
        first += 1
    while last > first and t.words[last] in _EDGE:
        last -= 1
    return first, last


_EDGE = frozenset([",", ".", ":", ";", "-", "--", "—", "–", "―", " ", "\n", "\u200b"])
