"""The times and quantities stages on a parsed document."""

from __future__ import annotations

import pytest

from sayso.annotate.parse import Parsed, parse
from sayso.annotate.quantities import STAGE as QUANTITIES
from sayso.annotate.stage import Annotations
from sayso.annotate.times import STAGE as TIMES
from sayso.annotate.times import find_times
from sayso.rows import Document, Sentence, Span

TEXT = (
    "The council of Arden met on July 15. Some 303 people, including two young journalists, "
    "left the town after 12 May 2019. A day later almost 20% of the houses were lost."
)


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    document = Document("d", "a.txt", "0", TEXT, published="2023-07-29", published_precision="day")
    return parse([document])[0]


@pytest.fixture(scope="module")
def rows(parsed: Parsed) -> Annotations:
    sentences = tuple(
        Sentence("d", block.span(sentence))
        for block in parsed.blocks
        for sentence in block.doc.sents
    )
    return QUANTITIES.run(parsed, TIMES.run(parsed, Annotations(sentences=sentences)))


def words(span: Span | None) -> str | None:
    return TEXT[span.start : span.end] if span else None


def test_times_are_resolved_against_the_published_date_and_the_text(rows: Annotations) -> None:
    assert [(words(t.span), t.value, t.from_) for t in rows.times] == [
        ("July 15", "2023-07-15", "2023-07-29"),
        ("12 May 2019", "2019-05-12", None),
        ("A day later", "2019-05-13", "2019-05-12"),
    ]


def test_quantities_say_what_is_counted(rows: Annotations) -> None:
    assert [(q.low, q.high, q.unit, q.hedge, words(q.of)) for q in rows.quantities] == [
        (303, 303, None, "some", "people"),
        (2, 2, None, None, "young journalists"),
        (None, 20, "%", "almost", "houses"),
    ]


def test_only_sentences_and_the_title_are_read(parsed: Parsed) -> None:
    assert TIMES.run(parsed, Annotations()).times == ()


def test_a_year_alone_supports_no_day() -> None:
    text = "Under the plan of 2008 they talked. The shelling began on September 27."
    assert [time.value for time in find_times(text)] == ["2008", "XXXX-09-27"]


def test_a_day_belongs_to_the_full_date_told_near_by() -> None:
    text = "It fell on September 19, 2021. It will be closed from January 1, 2022. On September 24"
    found = find_times(text, "2023-07-29")[-1]
    assert (found.value, found.anchor) == ("2021-09-24", "2021-09-19")
