"""Contents and quotations: whole quotations are content, and speech goes on after its cue."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.scene import Candidate, Reach, Scene

# Shorter quotations are words that a writer picks out, not speech that goes on by itself.
SHORTEST_SPEECH = 4
SPOKEN = frozenset(
    ["clause", "clause-left", "tail", "quote", "aside", "as", "according", "colon", "complement"]
)


def widen(scene: Scene, candidates: Sequence[Candidate]) -> None:
    """Let every content that touches a quotation hold the whole of it, marks included."""
    for candidate in candidates:
        own = scene.within[candidate.anchor]
        pieces = [_widened(scene, candidate, own, piece) for piece in candidate.content]
        candidate.content = _merge(pieces)


def _widened(scene: Scene, candidate: Candidate, own: int, piece: Reach) -> Reach:
    first, last = piece
    for number in scene.near(first, last):
        low, high = scene.bounds[number]
        if number == own or high < first or low > last or low <= candidate.anchor <= high:
            continue
        if candidate.source and low <= candidate.source[0] <= high:
            continue
        if scene.quotes[number].single and high - low > 40:
            continue
        first, last = min(first, low), max(last, high)
    return first, last


def _merge(pieces: list[Reach]) -> list[Reach]:
    merged: list[Reach] = []
    for piece in sorted(pieces):
        if merged and piece[0] <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], piece[1])
        else:
            merged.append(piece)
    return merged


def resume(scene: Scene, candidates: Sequence[Candidate]) -> None:
    """Join to a speaker's content the quotations that follow in the block without another cue.

    ``"A," she said. "B." "C."`` is one attribution, and so is ``"A," she said, "B."``
    """
    outer = [c for c in candidates if scene.within[c.anchor] < 0]
    for number, (first, last) in enumerate(scene.bounds):
        if not _free(scene, outer, number):
            continue
        if _go_on(scene, outer, first, last) or last - first - 1 < SHORTEST_SPEECH:
            continue
        speaker = _speaker(scene, outer, first)
        if speaker is not None and _stands_alone(scene, first, last):
            speaker.content = _merge([*speaker.content, (first, last)])


def _go_on(scene: Scene, candidates: Sequence[Candidate], first: int, last: int) -> bool:
    """Stretch a content over a quotation later in its sentence, if no other cue stands between.

    She said the road was "closed" and "would stay so".
    """
    t = scene.tokens
    low = t.bounds[t.sentence[first]][0]
    before = [c for c in candidates if low <= c.anchor < first and c.rule in SPOKEN]
    if not before:
        return False
    speaker = max(before, key=lambda c: c.anchor)
    end = _end(speaker)
    if not speaker.anchor < end < first or speaker.lemma not in lexicon().words["speech"]:
        return False
    speaker.content = _merge([*speaker.content, (end, last)])
    return True


def _free(scene: Scene, candidates: Sequence[Candidate], number: int) -> bool:
    first, last = scene.bounds[number]
    if scene.within[first] != number:
        return False
    return not any(
        piece[0] <= last and first <= piece[1]
        for candidate in candidates
        for piece in (
            *candidate.content,
            candidate.cue,
            *([candidate.source] if candidate.source else []),
        )
    )


def _speaker(scene: Scene, candidates: Sequence[Candidate], first: int) -> Candidate | None:
    """The last candidate before ``first`` that quotes, or that reports speech right before it."""
    before = [c for c in candidates if c.anchor < first and c.rule in SPOKEN]
    before = [c for c in before if c.lemma in lexicon().words["speech"] or c.rule == "according"]
    if not before:
        return None
    return max(before, key=lambda c: c.anchor)


def _stands_alone(scene: Scene, first: int, last: int) -> bool:
    """Whether a quotation is a sentence, or goes on one after a comma, with nothing else in it."""
    t = scene.tokens
    before = t.words[first - 1] if first else "."
    starts = before[-1:] in '.!?:,…—”"' or t.bounds[t.sentence[first]][0] == first
    after = t.words[last + 1] if last + 1 < len(t) else "."
    inner = t.words[last - 1][-1:] if last else ""
    ends = (
        after in (".", "!", "?")
        or (
            inner in ".!?" and (last + 1 >= len(t) or t.bounds[t.sentence[last + 1]][0] == last + 1)
        )
        or last + 1 >= len(t)
    )
    return starts and ends


def carry(scenes: Sequence[Scene], found: Sequence[list[Candidate]]) -> dict[int, Candidate]:
    """Blocks that are quoted wholly and name no speaker, by number: whose they are."""
    owners: dict[int, Candidate] = {}
    last: Candidate | None = None
    waiting: list[int] = []
    for number, scene in enumerate(scenes):
        outer = [c for c in found[number] if scene.within[c.anchor] < 0]
        if last is not None and last.waits and not owners.get(number - 1) and len(scene.tokens) > 2:
            owners[number] = last
            continue
        if not outer and wholly_quoted(scene):
            if last is not None:
                owners[number] = last
            else:
                waiting.append(number)
            continue
        quoting = [c for c in outer if _quotes(scene, c)]
        if (
            waiting
            and waiting[-1] == number - 1
            and quoting
            and not scenes[waiting[-1]].quotes[-1].closed
        ):
            for one in waiting:
                owners[one] = quoting[0]
        waiting = []
        ahead = [c for c in outer if c.waits]
        last = ahead[-1] if ahead else max(quoting, key=_end, default=None)
        last = last or _reporting(scene, outer)
    return owners


def _reporting(scene: Scene, outer: Sequence[Candidate]) -> Candidate | None:
    """Who reports in the last sentence of a block: a quotation that follows it bears it out."""
    t = scene.tokens
    words = lexicon().words["speech"]
    said = [c for c in outer if c.source is not None and c.lemma in words and c.rule in SPOKEN]
    if not said or not t.bounds:
        return None
    one = max(said, key=_end)
    return one if t.sentence[one.anchor] == len(t.bounds) - 1 else None


def _end(candidate: Candidate) -> int:
    """Its last token; its cue's where all of its content is in other blocks."""
    return max((last for _, last in candidate.content), default=candidate.cue[1])


def _quotes(scene: Scene, candidate: Candidate) -> bool:
    if candidate.lemma not in lexicon().words["speech"] and candidate.rule not in (
        "colon",
        "according",
    ):
        return False
    return any(scene.within[at] >= 0 for piece in candidate.content for at in (piece[0], piece[1]))


def wholly_quoted(scene: Scene) -> bool:
    """Whether every word of the block stands in quotation marks."""
    if not scene.quotes:
        return False
    words = [at for at, word in enumerate(scene.tokens.words) if word[:1].isalnum()]
    return len(words) >= SHORTEST_SPEECH and all(scene.within[at] >= 0 for at in words)
