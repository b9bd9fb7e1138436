"""What a reader marked, to learn from."""

from __future__ import annotations

import numpy as np
import pytest
from train.attribution.data import Example, cues, prepare
from train.attribution.readings import learned

from sayso.annotate.attributions.units import CONTENT, CUE, SOURCE
from sayso.bench.attribution import Gold, Triple
from sayso.bench.reading import Article, Label
from sayso.rows import Span

TEXT = "Mara Teel said that the council wants to open the weir. The mill is old and has no roof."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def label(source: str, cue: str, content: str, nested: bool, arguable: bool) -> Label:
    whose = at(source) if source else None
    held = (at(content),)
    return Label(whose, at(cue), held, None, None, None, None, None, nested, arguable)


SAID = label("Mara Teel", "said", "that the council wants to open the weir", False, False)
WANTS = label("the council", "wants", "to open the weir", True, False)
OLD = label("", "old", "The mill", False, True)


@pytest.fixture(scope="module")
def example() -> Example:
    said = Triple((at("Mara Teel"),), (SAID.cue,), SAID.content)
    return prepare([Gold("one", TEXT, (said,))])[0]


def doubted(example: Example) -> list[str]:
    """The words of which nobody says whether a reader takes them for a cue."""
    return [example.units.words[at] for at in np.flatnonzero(example.unknown())]


def test_what_is_inside_is_unknown_until_a_reader_looked(example: Example) -> None:
    part, whole = (
        learned(example, Article("polnear/one", TEXT, whole, False, (SAID, WANTS, OLD)))
        for whole in (False, True)
    )
    assert {"wants", "weir"} <= set(doubted(example))
    assert "said" in doubted(part)  # PolNeAR marks it, which outweighs the doubt
    assert not {"wants", "weir"} & set(doubted(part))
    assert doubted(whole) == []


def test_beside_another_gold_a_reader_s_outermost_are_kept_apart(example: Example) -> None:
    read = Article("polnear/one", TEXT, True, False, (SAID, WANTS, OLD))
    assert len(learned(example, read).enclosed) == 1
    known = learned(example, read, apart=True)
    assert known.gold == example.gold
    assert [known.units.words[a:b] for a, b in cues(known.enclosed)] == [["said"], ["wants"]]


def test_a_read_article_knows_what_is_inside(example: Example) -> None:
    known = learned(example, Article("polnear/one", TEXT, False, False, (SAID, WANTS, OLD)))
    (inside,) = known.enclosed
    words = {role: known.units.words[a:b] for role, a, b in inside}
    assert words == {
        SOURCE: ["the", "council"],
        CUE: ["wants"],
        CONTENT: ["to", "open", "the", "weir"],
    }
    assert [known.units.words[a:b] for a, b in cues(known.doubtful)] == [["old"]]
