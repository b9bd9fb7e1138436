"""Cue clauses at the end of a sentence: "A, B and C, the ministry said in a note, Agency informs."

The parser loses these in long sentences, so they are read from the words: after the last comma
stand a source, a verb of saying and at most a phrase, and before it at least one clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.annotate.attributions import sources
from sayso.annotate.attributions.frames import group
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene
from sayso.annotate.attributions.tokens import FINITE, Tokens

LONGEST = 30
LEAST_CONTENT = 3
SCORE = 0.75
CLAUSAL = frozenset(["VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"])
CITING = (("referring", "to"), ("citing",), ("quoting",), ("with", "reference", "to"))


def tails(scene: Scene) -> Iterator[Candidate]:
    """The cue clauses at sentence ends, the outermost first."""
    for low, high in scene.tokens.bounds:
        end = _last_word(scene.tokens, low, high)
        while end is not None:
            found = _tail(scene, low, end)
            if found is None:
                break
            yield from found
            end = _last_word(scene.tokens, low, found[0].content[0][1] + 1)


def openings(scene: Scene) -> Iterator[Candidate]:
    """ "As noted, …" and "As the ministry said earlier, …": the rest of the sentence is content."""
    t = scene.tokens
    words = lexicon().words["speech"]
    for low, high in t.bounds:
        if t.words[low] != "as" or scene.within[low] >= 0:
            continue
        comma = next((i for i in range(low, min(low + 14, high)) if t.words[i] == ","), None)
        if comma is None or high - comma < LEAST_CONTENT + 1:
            continue
        verbs = [i for i in range(low, comma) if t.tags[i][:2] == "VB"]
        entry = lexicon().entry("verbs", t.words[verbs[-1]]) if verbs else None
        if entry is None or entry.lemma not in words:
            continue
        at = verbs[-1]
        names = [i for i in range(low + 1, at) if t.tags[i] in ("NNP", "NNPS", "PRP", "DT", "NNS")]
        before = range(low + 1, min(verbs))
        source = (before[0], before[-1]) if names and before else None
        one = Candidate("opening", at, entry.lemma, source, group(t, at), [])
        one.content = [sources.trim(t, (comma + 1, high - 1))]
        one.head = None if source is None else _head(t, source)
        one.entry, one.score = entry, SCORE
        yield one


def _last_word(t: Tokens, low: int, high: int) -> int | None:
    for at in range(high - 1, low, -1):
        if t.words[at][:1].isalnum():
            return at
    return None


def _tail(scene: Scene, low: int, end: int) -> list[Candidate] | None:
    t = scene.tokens
    for comma in range(end - 1, max(low + LEAST_CONTENT, end - LONGEST), -1):
        if t.words[comma] != "," and not _quoted_comma(t, comma):
            continue
        at = _cue(t, comma + 1, end)
        if at is None:
            return None
        if scene.within[at] >= 0 or not _clausal(t, low, comma):
            return None
        return list(_candidates(t, (low, comma), at, end))
    return None


def _quoted_comma(t: Tokens, at: int) -> bool:
    """A closing mark after a comma, or before one."""
    return t.tags[at] in ("''", "``") and t.words[at - 1][-1:] in (",", "?", "!")


def _cue(t: Tokens, first: int, end: int) -> int | None:
    """The verb of saying in ``[first, end]`` if the stretch is nothing but a cue clause."""
    words = lexicon().words["speech"]
    verbs = [at for at in range(first, end + 1) if t.tags[at] in CLAUSAL]
    at = verbs[-1] if verbs else _misread(t, first, end)
    if at is None:
        return None
    entry = lexicon().entry("verbs", t.words[at])
    if entry is None or entry.lemma not in words or (verbs and t.tags[at] not in FINITE):
        return None
    helpers = [o for o in verbs if o != at]
    if any(t.head[o] != at or t.deps[o] not in ("aux", "auxpass") for o in helpers):
        return None
    if any(t.words[o] in ("that", "whether", ":") for o in range(at + 1, end + 1)):
        return None
    start = min([at, *helpers])
    before = range(first, start)
    named = any(t.tags[o] in sources.NOUNS for o in before)
    if before and (not named or t.tags[first][:2] in ("CC", "IN", "VB", "RB", "TO")):
        return None
    if before:
        return at if _only_a_phrase(t, at, end, entry.lemma) else None
    opens = end > at and (t.tags[at + 1] in sources.NOUNS or t.tags[at + 1] == "DT")
    return at if opens and t.entity[at + 1] not in ("DATE", "TIME") else None


def _misread(t: Tokens, first: int, end: int) -> int | None:
    """ "Agency reports" read as a noun: a name and then a verb of saying in the third person."""
    words = lexicon().words["speech"]
    for at in range(first + 1, end + 1):
        entry = lexicon().entry("verbs", t.words[at])
        said = t.tags[at] == "NNS" and t.tags[at - 1] in ("NNP", "NNPS")
        if said and entry is not None and entry.lemma in words:
            return at if at == end or _citing(t, at + 1, end) is not None else None
    return None


# What may follow "the minister said": when, where, in what, to whom.
PHRASE = lexicon().words["phrase"]
TELLING = frozenset(["tell", "inform", "assure", "remind", "advise"])
SUBORDINATE = lexicon().words["subordinate"]


def _only_a_phrase(t: Tokens, at: int, end: int, lemma: str) -> bool:
    if at == end:
        return True
    if any(t.tags[o] in ("''", "``") for o in range(at + 1, end + 1)):
        return False
    following = t.words[at + 1]
    if lemma in TELLING:
        return t.tags[at + 1] in (*sources.NOUNS, "DT", "PRP$")
    if following == "to" and t.tags[min(at + 2, end)] == "VB":
        return False
    when = t.entity[at + 1] in ("DATE", "TIME") or t.tags[at + 1] == "RB"
    return following in PHRASE or when or _citing(t, at + 1, end) is not None


def _clausal(t: Tokens, low: int, comma: int) -> bool:
    if t.words[low] in SUBORDINATE or t.tags[low] == "VBG":
        return False
    return any(t.tags[at] in CLAUSAL or t.tags[at] in ("''", "``") for at in range(low, comma))


def _candidates(t: Tokens, content: Reach, at: int, end: int) -> Iterator[Candidate]:
    entry = lexicon().entry("verbs", t.words[at])
    assert entry is not None
    low, comma = content
    cue = group(t, at) if t.tags[at] in FINITE else (at, at)
    cue = max(cue[0], comma + 1), min(cue[1], end)
    source: Reach = (comma + 1, cue[0] - 1) if cue[0] > comma + 1 else (at + 1, end)
    while source[0] < source[1] and t.tags[source[0]] in ("''", "``"):
        source = source[0] + 1, source[1]
    cited = _citing(t, at + 1, end)
    if source[0] > at and cited is not None:
        return
    piece = sources.trim(t, (low, comma))
    if t.words[comma] != ",":
        piece = low, comma
    outer = Candidate("tail", at, entry.lemma, sources.trim(t, source), cue, [piece], score=SCORE)
    outer.head = _head(t, source)
    outer.entry = entry
    yield outer
    if cited is not None and cited[1] < end:
        whom = sources.trim(t, (cited[1] + 1, end))
        inner = Candidate("cited", cited[0], "cite", whom, cited, [piece], score=SCORE)
        inner.head = _head(t, whom)
        inner.outer = outer
        yield inner


def _citing(t: Tokens, first: int, end: int) -> Reach | None:
    for at in range(first, end):
        for phrase in CITING:
            if tuple(t.words[at : at + len(phrase)]) == phrase:
                return at, at + len(phrase) - 1
    return None


def _head(t: Tokens, reach: Reach) -> int:
    """The noun of a stretch whose head lies outside it."""
    inside = range(reach[0], reach[1] + 1)
    for at in inside:
        if t.tags[at] in sources.NOUNS and not reach[0] <= t.head[at] <= reach[1]:
            return at
    return reach[1]


def prefer(candidates: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """``candidates`` with those that a tail reads better replaced by it.

    The parse is kept where it gave the same cue a content that begins where the tail's does.
    """
    kept = list(candidates)
    for tail in found:
        if tail.rule == "opening":
            kept = [c for c in kept if not tail.cue[0] <= c.anchor <= tail.cue[1]]
        same = [c for c in kept if c.cue[0] <= tail.cue[1] and tail.cue[0] <= c.cue[1]]
        if any(c.rule == "how" for c in same):
            continue
        spoken = [c for c in same if c.rule in ("clause", "clause-left", "quote", "aside")]
        good = next((c for c in spoken if _as_good(c, tail)), None)
        if tail.rule != "cited" and good is not None:
            for other in found:
                other.outer = good if other.outer is tail else other.outer
            continue
        kept = [c for c in kept if c not in same]
        kept.append(tail)
    return kept


def _as_good(candidate: Candidate, tail: Candidate) -> bool:
    first = min(piece[0] for piece in candidate.content)
    if candidate.source is None or first > tail.content[0][0] + 3:
        return False
    inverted = tail.source is not None and tail.source[0] > tail.anchor
    return inverted or candidate.source[0] > tail.content[0][1]
