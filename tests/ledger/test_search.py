"""Search: what is found, and where exactly."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_samples import add, receipt, shared
from test_search_query import PIECES

from sayso.annotate.stage import Annotations
from sayso.errors import QueryError
from sayso.ledger import Ledger, search
from sayso.rows import Alias, Document, Entity, Span

WORDS = st.sampled_from(["road", "Été", "e\u0301te\u0301", "ЁЛКА", "١٢٣"])


@pytest.fixture(scope="module")
def shelf() -> Iterator[Ledger]:
    """A few documents that no test changes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.create(Path(folder) / "shelf.ledger") as opened,
    ):
        add(opened, "one", "Mira Vell", "the road is open", "Northern Courier", "2023-07-29")
        add(opened, "two", "Ivo Tarn", "The Road is closed", "Harbour Gazette", "2022", "year")
        add(opened, "three", "Zoë Ångström", "no road, no bridge", "Südblatt", "2023-07", "month")
        add(opened, "four", "Mira Vell", "the bridge is open")
        yield opened


def found(ledger: Ledger, query: str) -> list[str]:
    result = search(ledger, query)
    assert result.total == len(result.hits)
    return sorted(hit.document.name for hit in result.hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("road", ["one", "three", "two"]),
        ("ROAD", ["one", "three", "two"]),
        ("road open", ["one"]),
        ('"the road"', ["one", "two"]),
        ("“the road”", ["one", "two"]),
        ('"road the"', []),
        ("road -closed", ["one", "three"]),
        ('road -"the road"', ["three"]),
        ("angstrom", ["three"]),
        ("ÅNGSTRÖM", ["three"]),
        ("zoe", ["three"]),
        ("clos*", ["two"]),
        ("brid* op*", ["four"]),
        ("road outlet:courier", ["one"]),
        ('outlet:"harbour gazette"', ["two"]),
        ("outlet:sudblatt", ["three"]),
        ("outlet:courier outlet:gazette", ["one", "two"]),
        ("outlet:ourier", []),
        ("road -outlet:courier", ["three", "two"]),
        ("open -outlet:courier", ["four"]),
        ("speaker:vell", ["four", "one"]),
        ('speaker:"mira vell" road', ["one"]),
        ('speaker:"vell mira"', []),
        ("speaker:nobody", []),
        ("road -speaker:vell", ["three", "two"]),
        ("after:2023", ["one", "three"]),
        ("after:2023-07-01", ["one", "three"]),
        ("after:2023-07-02", ["one"]),
        ("before:2023", ["two"]),
        ("before:2023-07-29", ["two"]),
        ("before:2023-08", ["one", "three", "two"]),
        ("road before:2023 after:2022", ["two"]),
        ("road -before:2023", ["one", "three"]),
        ("road NEAR open", []),
        ("title:road", None),
        ("road OR bridge", None),
    ],
)
def test_the_right_documents_are_found(
    shelf: Ledger, query: str, expected: list[str] | None
) -> None:
    if expected is None:
        with pytest.raises(QueryError):
            search(shelf, query)
    else:
        assert found(shelf, query) == expected


def test_a_snapshot_can_be_searched(shelf: Ledger) -> None:
    with shelf.snapshot() as now:
        assert search(now, "road").total == 3


def text_of(ledger: Ledger, doc: str) -> str:
    return ledger.document(doc).text


def test_spans_are_code_points_of_the_text(ledger: Ledger) -> None:
    doc = add(ledger, "a", "Mira Vell", "🥞 e\u0301te\u0301 🇺🇳\r\n\r\nthe  ROAD\0, Été  ")
    text = text_of(ledger, doc)
    (hit,) = search(ledger, "road ete").hits
    assert [text[a:b] for a, b in hit.spans] == ["e\u0301te\u0301", "ROAD", "Été"]


def test_a_phrase_is_one_span(shelf: Ledger) -> None:
    (hit,) = search(shelf, '"road is open"').hits
    text = text_of(shelf, hit.document.id)
    assert [text[a:b] for a, b in hit.spans] == ["road is open"]


def test_what_must_not_occur_is_not_marked(shelf: Ledger) -> None:
    (hit,) = search(shelf, "bridge -road").hits
    text = text_of(shelf, hit.document.id)
    assert [text[a:b] for a, b in hit.spans] == ["bridge"]


def test_a_snippet_is_cut_from_the_text_around_the_matches(ledger: Ledger) -> None:
    words = "filler " * 300 + "one road " + "filler " * 50 + "the road, one road " + "more " * 300
    doc = add(ledger, "a", "Mira Vell", words)
    (hit,) = search(ledger, "road one").hits
    text = text_of(ledger, doc)
    start, end = hit.snippet_span
    assert text[start:end] == hit.snippet
    assert "the road, one road" in hit.snippet
    assert 100 < len(hit.snippet) <= 240
    assert hit.snippet.strip() == hit.snippet


def test_a_query_of_fields_alone_shows_how_the_text_begins(shelf: Ledger) -> None:
    hit = search(shelf, "outlet:courier").hits[0]
    assert hit.spans == ()
    assert hit.snippet_span == Span(0, len(hit.snippet))


def test_a_query_of_fields_alone_shows_the_newest_first(shelf: Ledger) -> None:
    result = search(shelf, "outlet:courier outlet:gazette outlet:sudblatt")
    assert [hit.document.name for hit in result.hits] == ["one", "three", "two"]


def test_a_title_outside_the_text_is_searched_and_weighs_more(ledger: Ledger) -> None:
    for name, title, text in (
        ("a.html", "Harvest", "Nothing but rain."),
        ("b.html", "Weather", "A harvest of rain and of more rain."),
    ):
        got = receipt(name, text)
        document = Document(got.doc, name, got.sha256, text, title=title)
        ledger.write(document, got, Annotations(), {})
    assert [hit.document.name for hit in search(ledger, "harvest").hits] == ["a.html", "b.html"]
    assert search(ledger, "harvest").hits[0].spans == ()


def test_results_come_in_pages_that_do_not_overlap(shelf: Ledger) -> None:
    pages = [search(shelf, "road", limit=2, offset=offset) for offset in (0, 2, 4)]
    names = [hit.document.name for page in pages for hit in page.hits]
    assert sorted(names) == ["one", "three", "two"]
    assert [page.total for page in pages] == [3, 3, 3]


def test_copies_are_found_and_counted(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}", "Mira Vell", f"road {n}") for n in range(3)]
    ledger.replace_passages([shared("p", *docs[:2])])
    hits = search(ledger, "road").hits
    assert {hit.document.name: hit.copies for hit in hits} == {"0": 1, "1": 1, "2": 0}


def test_a_document_written_anew_is_found_by_its_new_words_only(ledger: Ledger) -> None:
    for text in ("the old words", "the new words"):
        got = receipt("a.txt", text, identity="same")
        document = Document(got.doc, "a.txt", got.sha256, text)
        ledger.write(document, got, Annotations(), {})
    assert found(ledger, "new") == ["a.txt"]
    assert found(ledger, "old") == []


def test_a_speaker_is_found_by_the_names_of_other_documents(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one")
    entity = Entity("E", "Mira Vell", "person", (Alias("Madam Chair", "Südblatt", 1),))
    ledger.replace_entities([entity], [(f"{doc}-Mira Vell", "E")])
    assert found(ledger, 'speaker:"madam chair"') == ["a.txt"]
    assert found(ledger, "speaker:E") == ["a.txt"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text())
def test_whatever_is_typed_is_answered_or_explained(shelf: Ledger, query: str) -> None:
    try:
        result = search(shelf, query)
    except QueryError:
        return
    for hit in result.hits:
        text = text_of(shelf, hit.document.id)
        assert all(0 <= a < b <= len(text) for a, b in hit.spans)
        assert text[slice(*hit.snippet_span)] == hit.snippet


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(), st.sampled_from(["road", "Été", "e\u0301te\u0301", "ЁЛКА", "١٢٣"]))
def test_a_word_is_marked_wherever_it_stands(
    shelf: Ledger, left: str, right: str, word: str
) -> None:
    got = receipt("odd.txt", "odd", identity="odd")
    text = f"{left} {word} {right}"
    document = Document(got.doc, "odd.txt", got.sha256, text)
    shelf.write(document, got, Annotations(), {})
    hits = {hit.document.name: hit for hit in search(shelf, word).hits}
    assert word in [text[a:b] for a, b in hits["odd.txt"].spans]
    shelf.write(Document(got.doc, "odd.txt", got.sha256, ""), got, Annotations(), {})


def test_ten_thousand_documents_are_searched_in_milliseconds(ledger: Ledger) -> None:
    writing = ledger._writing
    assert writing is not None
    # Written at once here: what is measured is searching.
    numbers = range(1, 10_001)
    writing.execute("BEGIN")
    writing.executemany(
        "INSERT INTO documents (number, id, name, sha256, published_precision, published_from, "
        "published_spans, format, characters, words, folded) "
        "VALUES (?1, 'd' || ?1, ?1 || '.txt', '', 'unknown', 'unknown', '[]', 'text', 0, 0, '')",
        ((number,) for number in numbers),
    )
    texts = [(n, f"the road to town {n} is {'open' if n % 2 else 'closed'}") for n in numbers]
    writing.executemany("INSERT INTO texts (number, text) VALUES (?, ?)", texts)
    writing.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", texts)
    writing.execute("COMMIT")
    seconds = []
    for _ in range(3):
        before = time.process_time()
        result = search(ledger, "town road open -7777")
        seconds.append(time.process_time() - before)
    assert result.total == 4999
    assert min(seconds) < 0.2
