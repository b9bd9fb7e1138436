"""The article as nested segments: exact, for any rows, and nested as the chains say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.stage import Annotations
from sayso.read.layout import Block
from sayso.rows import Attribution, Passage, PassageMember, Quantity, Span, Time, Voice, Wording
from sayso.web.segments import (
    BlockSegment,
    Layer,
    Mark,
    Run,
    VoiceSegment,
    amount_layers,
    attribution_layers,
    joined,
    passage_layers,
    runs_of,
    segments,
)

TEXT = "Ilva Torn said the dam held, and added that the mayor called it safe."
DAM = Span(10, 68)
SAFE = Span(44, 68)


def attribution(key: str, content: Span, inside: str | None = None, **more: object) -> Attribution:
    row = Attribution(key, "d1", Span(0, 9), Span(10, 14), (content,), "indirect", inside=inside)
    return Attribution(**{name: getattr(row, name) for name in row.__slots__} | more)


OUTER = attribution("a1", DAM)
INNER = attribution("a2", SAFE, inside="a1")
WHOLE = Block("paragraph", Span(0, len(TEXT)))

numbers = st.integers(min_value=-5, max_value=90)
spans = st.builds(Span, numbers, numbers)
ids = st.sampled_from(["a1", "a2", "a3", "nobody"])
attributions = st.builds(
    Attribution,
    id=ids,
    doc=st.just("d1"),
    source=st.none() | spans,
    cue=spans,
    content=st.lists(spans, max_size=3).map(tuple),
    kind=st.sampled_from(["direct", "mixed", "indirect", "scare"]),
    verbatim=st.lists(spans, max_size=2).map(tuple),
    inside=st.none() | ids,
)
voices = st.builds(Voice, doc=st.just("d1"), span=spans, chain=st.lists(ids).map(tuple))
blocks = st.builds(Block, st.sampled_from(["title", "paragraph", "furniture"]), spans)
texts = st.text(max_size=60) | st.text("a\r\n\0\u202e\u0301م😀🇫🇷 \ud800", max_size=60)
rows_of_any_kind = st.builds(
    Annotations,
    times=st.lists(st.builds(Time, st.just("d1"), spans, st.just("DATE"), st.none())).map(tuple),
    quantities=st.lists(st.builds(Quantity, st.just("d1"), spans, st.just(1.0), st.just(2.0))).map(
        tuple
    ),
    attributions=st.lists(attributions, max_size=5).map(tuple),
    voices=st.lists(voices, max_size=5).map(tuple),
)


@given(texts, st.lists(blocks, max_size=5), rows_of_any_kind, st.none() | spans)
def test_segments_reproduce_the_window_exactly_for_any_rows(
    text: str, layout: list[Block], rows: Annotations, window: Span | None
) -> None:
    layers = [*attribution_layers(rows.attributions), *amount_layers(rows)]
    made = segments(text, layout, rows, layers, window)
    start, end = window or (0, len(text))
    start = min(max(start, 0), len(text))
    assert joined(made) == text[start : max(start, end)]


@given(texts, st.lists(blocks, max_size=5), rows_of_any_kind)
def test_every_run_holds_the_characters_of_its_span(
    text: str, layout: list[Block], rows: Annotations
) -> None:
    for run in runs_of(segments(text, layout, rows, attribution_layers(rows.attributions))):
        assert run.text == text[run.span.start : run.span.end]


def only_block(rows: Annotations, layers: list[Layer] | None = None) -> BlockSegment:
    (block,) = segments(TEXT, [WHOLE], rows, layers or [])
    return block


def test_a_voice_inside_another_is_a_part_of_it() -> None:
    rows = Annotations(
        attributions=(OUTER, INNER),
        voices=(Voice("d1", Span(15, 43), ("a1",)), Voice("d1", SAFE, ("a1", "a2"))),
    )
    outer = next(p for p in only_block(rows).parts if isinstance(p, VoiceSegment))
    inner = next(p for p in outer.parts if isinstance(p, VoiceSegment))
    assert (outer.attribution, inner.attribution) == ("a1", "a2")
    assert joined([inner]) == TEXT[SAFE.start : SAFE.end]


def test_content_that_no_voice_covers_still_has_its_voice() -> None:
    block = only_block(Annotations(attributions=(OUTER,)))
    assert [p.attribution for p in block.parts if isinstance(p, VoiceSegment)] == ["a1"]


def test_a_voice_row_says_more_than_the_contents() -> None:
    rows = Annotations(attributions=(OUTER,), voices=(Voice("d1", Span(0, len(TEXT)), ()),))
    assert all(isinstance(part, Run) for part in only_block(rows).parts)


def test_a_voice_that_goes_on_in_the_next_block_opens_again_but_is_first_once() -> None:
    rows = Annotations(attributions=(attribution("a1", Span(0, 20)),))
    made = segments(TEXT, [Block("title", Span(0, 9)), Block("paragraph", Span(10, 69))], rows)
    voiced = [p for block in made for p in block.parts if isinstance(p, VoiceSegment)]
    assert [(p.opens, p.first) for p in voiced] == [(True, True), (True, False), (True, False)]


def test_attributions_inside_each_other_in_a_circle_do_no_harm() -> None:
    rows = Annotations(
        attributions=(attribution("a1", DAM, "a2"), attribution("a2", DAM, "a1")),
    )
    assert joined([only_block(rows)]) == TEXT


def test_marks_say_where_they_start_and_end() -> None:
    rows = Annotations(times=(Time("d1", Span(5, 15), "DATE", "2030"),))
    layers = [*amount_layers(rows), Layer(Span(10, 12), Mark("at"))]
    runs = list(runs_of([only_block(rows, layers)]))
    time = Mark("time", "time: 2030")
    assert [r.span for r in runs if time in r.marks] == [Span(5, 10), Span(10, 12), Span(12, 15)]
    assert [r.span.start for r in runs if time in r.starts] == [5]
    assert [r.span.end for r in runs if time in r.ends] == [15]


def test_a_passage_marks_the_document_that_carries_it() -> None:
    passage = Passage(
        "p1",
        (PassageMember("d1", Span(0, 9), "w1"), PassageMember("d2", Span(3, 12), "w1")),
        (Wording("w1", "d1", None),),
    )
    assert list(passage_layers([passage], "d1")) == [Layer(Span(0, 9), Mark("passage", "p1"))]


def test_a_long_text_with_many_rows_takes_linear_time() -> None:
    text = "One word after another. " * 20_000
    rows = Annotations(
        attributions=tuple(attribution(f"a{n}", Span(n * 24, n * 24 + 23)) for n in range(20_000))
    )
    layout = [Block("paragraph", Span(n * 24, n * 24 + 23)) for n in range(20_000)]
    made = segments(text, layout, rows, attribution_layers(rows.attributions[:10]))
    assert len(made) == 40_000
