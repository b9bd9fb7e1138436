"""The model over whole documents: windows joined, cues of two heads, and the longest texts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from paragraphs import ruled, units_of

from sayso.annotate.attributions import decode, tagger
from sayso.annotate.attributions.decode import Reading
from sayso.annotate.attributions.tagger import Model, Output
from sayso.annotate.attributions.units import CONTENT, CUE, SOURCE, Part, Units
from sayso.annotate.attributions.windows import Window

SENTENCE = 20
"""Words of a sentence of the invented long document; its third is a cue."""
KEY = 4
"""Width of the vectors whose products join a cue and a unit."""
NO, YES, MAYBE = (9.0, 0.0, 0.0), (0.0, 9.0, 0.0), (1.0, 0.0, -9.0)
Heads = Callable[[int], tuple[tuple[float, ...], tuple[float, ...]]]
"""The logits of both cue heads for a unit."""


class Drawn:
    """A network whose cues are given; it has no view on sources and contents."""

    def __init__(self, heads: Heads) -> None:
        self.heads = heads
        self.windows: list[Window] = []

    def __call__(self, one: Window) -> Output:
        self.windows.append(one)
        size = one.end - one.begin
        both = [self.heads(at) for at in range(one.begin, one.end)]
        pair = tagger.model().mix.shape[1]
        cue, inner = (np.array([heads[n] for heads in both], np.float32) for n in (0, 1))
        ask = np.zeros((size, pair + decode.LABELS * KEY), np.float32)
        unit = np.concatenate([np.zeros((size, decode.LABELS), np.float32), ask], 1)
        return Output(one.begin, one.end, cue, inner, unit, ask)


def drawn(heads: Heads) -> tuple[Model, Drawn]:
    network = Drawn(heads)
    model = replace(tagger.model(), thresholds=(0.5, 0.5), supported=0.5, hesitant=0.2)
    return replace(model, network=network), network


def long_document(sentences: int) -> tuple[Units, list[tuple[Part, ...]]]:
    """A document of so many sentences of ``SENTENCE`` words, ten sentences a block."""
    size = sentences * SENTENCE
    at = np.arange(size, dtype=np.int32)
    none = np.zeros(size, np.int32)
    own = Units(
        ["dam"] * size,
        at * 4,
        at * 4 + 3,
        at // (10 * SENTENCE),
        at // SENTENCE,
        at // SENTENCE * SENTENCE + 2,
        ["NN"] * size,
        ["dep"] * size,
        [""] * size,
        none - 1,
        *(none, none, none, none, none, none),
        at % (10 * SENTENCE),
    )
    rules: list[tuple[Part, ...]] = [
        ((SOURCE, a, a + 2), (CUE, a + 2, a + 3), (CONTENT, a + 3, a + SENTENCE))
        for a in range(0, size, SENTENCE)
    ]
    return own, rules


def seconds(sentences: int) -> float:
    own, rules = long_document(sentences)
    using, _ = drawn(lambda at: (YES if at % 80 == 2 else NO, NO))
    began = time.process_time()
    readings = tagger.read(own, rules, using)
    spent = time.process_time() - began
    assert [one.cue[0] for one in readings] == list(range(2, len(own), 80))
    return spent


def test_a_document_of_100_000_words_takes_linear_time() -> None:
    seconds(100)
    short, long = seconds(1000), seconds(5000)
    assert long < 10 * short


def test_no_window_is_longer_than_the_limit() -> None:
    own, rules = long_document(100)
    using, network = drawn(lambda at: (NO, NO))
    tagger.read(own, rules, using)
    assert max(len(one.ids) for one in network.windows) == using.window
    assert sum(one.end - one.begin for one in network.windows) < 2 * len(own)


def test_what_two_windows_read_is_their_mean() -> None:
    own, rules = long_document(100)
    using, _ = drawn(lambda at: (NO, NO))

    class Forgetful(Drawn):
        """Sees a cue in every word of a window's first half, and hardly one in the second."""

        def __call__(self, one: Window) -> Output:
            found = super().__call__(one)
            half = (one.end - one.begin) // 2
            found.cue[:half], found.cue[half:] = (0, 6, -9), (0, -2, -9)
            return found

    readings = tagger.read(
        own,
        rules,
        replace(using, network=Forgetful(lambda at: (NO, NO)), overlap=using.window // 2),
    )
    cues = {at for one in readings for at in range(*one.cue)}
    assert cues >= set(range(len(own) - using.window))
    assert len(own) - 1 not in cues  # one window alone reads the last words


def test_what_a_cue_reaches_stays_near_it() -> None:
    own, rules = long_document(200)
    using, _ = drawn(lambda at: (YES if at % 80 == 2 else NO, NO))
    for one in tagger.read(own, rules, using):
        for a, b in (*one.source, *one.content):
            assert abs(a - one.cue[0]) < using.window
            assert 0 <= a < b <= len(own)


def test_no_units_are_not_read() -> None:
    using, network = drawn(lambda at: (YES, YES))
    assert tagger.read(units_of(), [], using) == []
    assert network.windows == []


def test_one_unit_is_at_most_a_cue() -> None:
    using, _ = drawn(lambda at: (YES, NO))
    (one,) = tagger.read(units_of("Said"), [], using)
    assert (one.cue, one.source, one.content) == ((0, 1), (), ())


def test_the_shipped_model_reads_one_unit() -> None:
    assert all(one.content == () for one in tagger.read(units_of("Said"), []))


def test_the_shipped_model_reads_a_plain_report() -> None:
    own, rules = ruled("Mara Teel said that the bridge would open in May.")
    (one,) = (one for one in tagger.read(own, rules) if one.sure)
    assert (one.cue, one.source, one.content) == ((2, 3), ((0, 2),), ((3, 10),))


def test_a_reading_does_not_depend_on_the_rules_of_other_cues() -> None:
    own, rules = ruled("Mara Teel said that the bridge would open. Jon Ardo denied it.")
    first = tagger.read(own, rules)[0]
    assert first == tagger.read(own, rules[:1])[0]


@pytest.mark.parametrize(
    ("outermost", "inner", "expected"),
    [
        (YES, NO, [(False, True)]),
        (NO, YES, [(True, True)]),
        (YES, YES, [(False, True)]),
        (MAYBE, YES, [(True, True)]),  # a sure one before a hesitant one
        (MAYBE, NO, [(False, False)]),
        (NO, MAYBE, []),
        (NO, NO, []),
    ],
)
def test_a_cue_is_of_one_head(
    outermost: tuple[float, ...], inner: tuple[float, ...], expected: list[tuple[bool, bool]]
) -> None:
    using, _ = drawn(lambda at: (outermost, inner) if at == 2 else (NO, NO))
    own, rules = long_document(2)
    found = tagger.read(own, rules, using)
    assert [(one.inner, one.sure) for one in found] == expected


def test_cues_do_not_overlap() -> None:
    using, _ = drawn(lambda at: (YES if 2 <= at < 5 else NO, MAYBE if at < 2 else YES))
    own, rules = long_document(2)
    found = [one.cue for one in tagger.read(own, rules, using)]
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_a_cue_is_in_neither_its_source_nor_its_content() -> None:
    own, rules = ruled("“We wait,” Mara Teel said.", "Jon Ardo denied that the dam was safe.")
    for one in tagger.read(own, rules):
        for a, b in (*one.source, *one.content):
            assert b <= one.cue[0] or one.cue[1] <= a


def reading(cue: float, path: float, source: bool = True) -> Reading:
    return Reading((1, 2), ((0, 1),) if source else (), ((2, 3),), cue, path)


def test_confidence_is_a_logistic_regression_on_the_evidence() -> None:
    using = replace(tagger.model(), calibrations=((1.0, 2.0, 0.5, -1.0), (0.0, 0.0, 0.0, 0.0)))
    total = 1 + 2 * np.log(0.8 / 0.2) + 0.5 * np.log(0.25) - 1
    found = tagger.confidence(reading(0.8, 0.25, source=False), using)
    assert found == pytest.approx(1 / (1 + np.exp(-total)))


@pytest.mark.parametrize("cue", [0.0, 1.0])
@pytest.mark.parametrize("path", [0.0, 1.0])
def test_confidence_of_the_surest_and_the_least_sure(cue: float, path: float) -> None:
    assert 0 < tagger.confidence(reading(cue, path)) < 1
