"""Annotated attributions put inside made ones, to learn from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from train.attribution.data import Example, contents, prepare
from train.attribution.enclose import Made, enclose

from sayso.bench.attribution import Gold, Triple
from sayso.rows import Span

HEADLINE = "Weir is closed."
LINES = (
    ("Mara Teel", "wants", "to open the weir before the winter"),
    ("The council", "said on Monday that", "the lower road was safe for lorries"),
    ("Jon Ardo", "believes", "the mill was sold to a company in Orla"),
    ("The rangers", "fear", "a flood in the valley below the dam"),
)
TEXT = "\n\n".join(
    [HEADLINE, *(f"{' '.join(line)}. The mill is old and has no roof." for line in LINES)]
)
PLACES = {"said on Monday that": "said"}


def gold() -> Gold:
    triples = []
    for source, cue, content in LINES:
        at = TEXT.index(f"{source} {cue}")
        verb = PLACES.get(cue, cue)
        first = at + len(source) + 1
        held = TEXT.index(content, at)
        triples.append(
            Triple(
                (Span(at, at + len(source)),),
                (Span(first, first + len(verb)),),
                (Span(held, held + len(content)),),
            )
        )
    return Gold("one", TEXT, tuple(triples))


@pytest.fixture(scope="module")
def example() -> Example:
    return prepare([gold()])[0]


@pytest.fixture(scope="module", params=range(8))
def made(request: pytest.FixtureRequest, example: Example) -> Made:
    return enclose(example, gold(), request.param)


def words(made: Made, spans: tuple[Span, ...]) -> str:
    return " ".join(made.gold.text[slice(*span)] for span in spans)


def test_contents_stay_as_they_were_but_for_who_does_it(made: Made) -> None:
    every = [*made.enclosed, *(one for one in made.gold.triples if one not in made.frames)]
    ends = sorted(words(made, one.content).split()[-3:] for one in every)
    assert ends == sorted(line[2].split()[-3:] for line in LINES)


def test_a_source_is_who_it_was_or_who_speaks(made: Made) -> None:
    names = {line[0].lower() for line in LINES} | {"i", "we"}
    assert all(words(made, one.source).lower() in names for one in made.enclosed)


def test_every_enclosed_one_is_in_the_content_of_a_made_one(made: Made) -> None:
    for one in made.enclosed:
        held = [
            frame
            for frame in made.frames
            if any(
                span.start <= part.start and part.end <= span.end
                for span in frame.content
                for part in one.cue
            )
        ]
        assert len(held) == 1


def test_a_made_one_names_its_speaker_and_its_verb(made: Made) -> None:
    for frame in made.frames:
        assert words(made, frame.source)
        assert words(made, frame.cue).isalpha() or words(made, frame.cue) == "According to"
        text = words(made, frame.content)
        assert text.strip() == text


def test_the_outermost_are_in_the_order_of_the_text(made: Made) -> None:
    assert all(a.cue <= b.cue for a, b in pairwise(made.gold.triples))


def test_a_headline_is_left_alone(made: Made) -> None:
    assert made.gold.text.startswith(HEADLINE)


def test_the_same_seed_makes_the_same(example: Example) -> None:
    assert enclose(example, gold(), 3) == enclose(example, gold(), 3)


def test_some_are_enclosed_and_some_speak_for_themselves(example: Example) -> None:
    found = [enclose(example, gold(), seed) for seed in range(8)]
    assert sum(len(one.enclosed) for one in found) > len(LINES)
    assert any(words(one, t.source) in ("I", "We") for one in found for t in one.enclosed)


def test_in_real_contents_nobody_knows_what_is_inside(example: Example) -> None:
    unknown = example.unknown()
    assert unknown.sum() == sum(b - a for a, b in contents(example.gold))
