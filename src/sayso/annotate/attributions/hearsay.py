"""What is told on nobody's word: "allegedly", "reportedly" in a clause of somebody else's."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.attributions.frames import around
from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.phrases import clause
from sayso.annotate.attributions.scene import Candidate, Scene

SCORE = 0.7


def adverbs(scene: Scene) -> Iterator[Candidate]:
    """ "He was allegedly struck by a drone": the adverb is the cue, the clause its content.

    An adverb before an adjective ("an allegedly stolen car") has the whole clause, too: what it
    holds at a distance is said of something in it.
    """
    t = scene.tokens
    for at, word in enumerate(t.words):
        entry = lexicon().adverbs.get(word)
        content = around(t, clause(t, at), (at, at)) if entry else []
        if content:
            found = Candidate("hearsay", at, word, None, (at, at), content, score=SCORE)
            found.entry = entry
            yield found
