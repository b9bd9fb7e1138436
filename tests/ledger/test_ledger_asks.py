"""What the ledger answers: lists, quotes, problems, names, and the state of linking."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_samples import KEYS, add, receipt, sample, shared

from sayso.annotate.stage import Annotations
from sayso.errors import LedgerError, QueryError
from sayso.ledger import Ledger, OutletCount
from sayso.ledger.appearances import context
from sayso.link.entities import Grouping
from sayso.rows import Alias, Attribution, Document, Entity, Problem, Role, Span


@pytest.fixture
def three(ledger: Ledger) -> dict[str, str]:
    """Three documents of two outlets; their ids by name."""
    return {
        "b.txt": add(ledger, "b.txt", "Mira Vell", "one", "Northern Courier", "2023-07-29"),
        "a.txt": add(ledger, "a.txt", "Ivo Tarn", "two", "Harbour Gazette", "2022", "year"),
        "c.txt": add(ledger, "c.txt", "Mira Vell", "three", "Northern Courier"),
    }


def names(ledger: Ledger, **asked: object) -> list[str]:
    return [summary.name for summary in ledger.documents(**asked)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("published", ["a.txt", "b.txt", "c.txt"]),
        ("newest", ["b.txt", "a.txt", "c.txt"]),
        ("name", ["a.txt", "b.txt", "c.txt"]),
    ],
)
def test_documents_come_in_order_the_undated_last(
    ledger: Ledger, three: dict[str, str], order: str, expected: list[str]
) -> None:
    assert names(ledger, order=order) == expected


def test_documents_come_in_pages(ledger: Ledger, three: dict[str, str]) -> None:
    assert names(ledger, order="name", limit=1, offset=1) == ["b.txt"]


def test_documents_of_an_outlet(ledger: Ledger, three: dict[str, str]) -> None:
    assert names(ledger, outlet="Northern Courier") == ["b.txt", "c.txt"]
    assert ledger.count_documents(outlet="Northern Courier") == 2


def test_documents_by_words_of_their_name(ledger: Ledger, three: dict[str, str]) -> None:
    assert names(ledger, query="C.TXT") == ["c.txt"]
    assert names(ledger, query="%") == ["a.txt", "b.txt", "c.txt"]


def test_a_summary_counts(ledger: Ledger, three: dict[str, str]) -> None:
    ledger.replace_passages([shared("p1", three["a.txt"], three["b.txt"])])
    ledger.problem(Problem(three["a.txt"], "a.txt", "times", "odd", "warning"))
    summary = ledger.summary(three["a.txt"])
    assert (summary.attributions, summary.speakers, summary.passages, summary.problems) == (
        (1, 1, 1, 1)
    )
    assert (summary.characters, summary.words) == (len('Ivo Tarn said "two".'), 4)


def test_outlets_with_most_documents_come_first(ledger: Ledger, three: dict[str, str]) -> None:
    assert ledger.outlets() == [
        OutletCount("Northern Courier", 2),
        OutletCount("Harbour Gazette", 1),
    ]


def test_counts_cover_the_dates(ledger: Ledger, three: dict[str, str]) -> None:
    counts = ledger.counts()
    assert (counts.first, counts.last, counts.undated) == ("2022", "2023-07-29", 1)


def test_an_empty_ledger_counts_nothing(ledger: Ledger) -> None:
    counts = ledger.counts()
    assert (counts.documents, counts.speakers, counts.first) == (0, 0, None)
    assert ledger.documents() == []
    assert list(ledger.quotes()) == []


def test_counts_are_those_of_now(ledger: Ledger, three: dict[str, str]) -> None:
    before, changes = ledger.counts(), ledger.changes()
    assert ledger.counts() is before
    ledger.problem(Problem(None, "d.txt", "read", "empty"))
    assert ledger.counts().problems == before.problems + 1
    assert ledger.changes() > changes


def test_documents_are_found_by_id_start_of_id_and_name(
    ledger: Ledger, three: dict[str, str]
) -> None:
    doc = three["a.txt"]
    assert ledger.find(doc) == [doc]
    assert ledger.find(doc[:9]) == [doc]
    assert ledger.find("a.txt") == [doc]
    assert ledger.find("a") == [doc]
    assert ledger.find("nowhere") == []
    assert ledger.find("") == []


def test_what_is_not_there_is_a_key_error(ledger: Ledger) -> None:
    for ask in (
        ledger.document,
        ledger.summary,
        ledger.received,
        ledger.entity,
        ledger.passage,
        ledger.attribution,
    ):
        with pytest.raises(KeyError):
            ask("none")


def test_quotes_have_their_words(ledger: Ledger, three: dict[str, str]) -> None:
    quote = next(iter(ledger.quotes(speaker="tarn")))
    assert (quote.source, quote.cue, quote.content) == ("Ivo Tarn", "said", ("two",))
    assert (quote.speaker, quote.chain) == ("Ivo Tarn", ("Ivo Tarn",))
    assert quote.document.name == "a.txt"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["two", "one", "three"]),
        ({"speaker": "vell"}, ["one", "three"]),
        ({"speaker": "Véll MIRA"}, []),
        ({"outlet": "courier"}, ["one", "three"]),
        ({"kind": "indirect"}, []),
        ({"after": "2023"}, ["one"]),
        ({"before": "2023"}, ["two"]),
        # 2022 may be any day of the year: nothing is certain but that it is before 2023.
        ({"after": "2022-02"}, ["one"]),
        ({"before": "2022-11"}, []),
        ({"after": "2023-07-29"}, ["one"]),
        ({"before": "2023-07-29", "after": "2022-01-01"}, ["two"]),
        ({"limit": 2}, ["two", "one"]),
    ],
)
def test_quotes_can_be_narrowed(
    ledger: Ledger, three: dict[str, str], asked: dict[str, str], expected: list[str]
) -> None:
    assert [quote.content[0] for quote in ledger.quotes(**asked)] == expected  # type: ignore[arg-type]


def test_quotes_of_an_entity_by_its_id(ledger: Ledger, three: dict[str, str]) -> None:
    locals_ = [f"{three[name]}-Mira Vell" for name in ("b.txt", "c.txt")]
    entity = Entity("E", "Mira Vell", "person", (Alias("Speaker Vell", None, 1),))
    ledger.replace_entities([entity], [(local, "E") for local in locals_])
    assert [quote.content[0] for quote in ledger.quotes(speaker="E")] == ["one", "three"]
    assert [quote.content[0] for quote in ledger.quotes(speaker="speaker")] == ["one", "three"]


def test_a_role_is_of_the_entity_across_documents(ledger: Ledger, three: dict[str, str]) -> None:
    local = f"{three['b.txt']}-Mira Vell"
    role = Role("mayor", three["b.txt"], Span(0, 5), local)
    whose = Entity("E", "Vellmar", "place")
    ledger.replace_entities([whose, Entity("F", "Ivo Tarn", "person", (), (role,))], [(local, "E")])
    assert [one.of for one in ledger.entity("F").roles] == ["E"]


def test_a_date_that_is_none_is_explained(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="after:soon is not a date"):
        list(ledger.quotes(after="soon"))


def test_a_chain_names_the_outermost_speaker_first(ledger: Ledger) -> None:
    text = "Ivo Tarn said Mira Vell said it rained."
    got = receipt("a.txt", text)
    doc = got.doc

    def said(one: str, start: int, cue: int, content: int, **more: str) -> Attribution:
        spans = Span(start, cue - 1), Span(cue, cue + 4), (Span(content, 38),)
        return Attribution(one, doc, *spans, "indirect", **more)  # type: ignore[arg-type]

    rows = Annotations(
        entities=(Entity("t", "Ivo Tarn", "person"),),
        attributions=(
            said("outer", 0, 9, 14, speaker="t", inside="inner"),  # a circle does no harm
            said("inner", 14, 24, 29, inside="outer"),
        ),
    )
    ledger.write(Document(doc, "a.txt", got.sha256, text), got, rows, KEYS)
    inner = list(ledger.quotes())[1]
    assert inner.chain == ("Ivo Tarn", "Mira Vell")
    assert inner.speaker is None


def test_speakers_come_with_their_number_of_attributions(
    ledger: Ledger, three: dict[str, str]
) -> None:
    ids = [f"{three[name]}-Mira Vell" for name in ("b.txt", "c.txt")]
    ledger.replace_entities([Entity("E", "Mira Vell", "person")], [(local, "E") for local in ids])
    first, second = ledger.speakers()
    assert (first.name, first.attributions, first.documents) == ("Mira Vell", 2, 2)
    assert second.name == "Ivo Tarn"
    assert [speaker.name for speaker in ledger.speakers(name="TARN")] == ["Ivo Tarn"]


def test_a_document_under_two_names_keeps_both(ledger: Ledger) -> None:
    doc = add(ledger, "b.txt", "Mira Vell", "one")
    text = ledger.document(doc).text
    ledger.add_name(doc, receipt("a.txt", text))
    assert ledger.summary(doc).names == ("a.txt", "b.txt")
    assert ledger.summary(doc).name == "b.txt"
    assert ledger.find("a.txt") == [doc]
    assert ledger.counts().documents == 1


def test_a_name_for_an_unknown_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no document"):
        ledger.add_name("d0", receipt("a.txt", "text"))


def test_the_bytes_of_both_names_are_kept(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "one")
    ledger.write(document, got, rows, KEYS)
    ledger.add_name(document.id, receipt("b.json", "other bytes", identity=document.text))
    with ledger.borrow() as connection:
        (count,) = connection.execute("SELECT count(*) FROM received").fetchone()
    assert count == 2
    assert ledger.received(document.id) == got.data


def test_the_same_problem_twice_is_one(ledger: Ledger) -> None:
    problem = Problem(None, "a.txt", "read", "empty")
    ledger.problem(problem)
    ledger.problem(problem)
    assert ledger.problems() == [problem]


def test_a_failure_is_cleared_when_the_name_is_read_well(ledger: Ledger) -> None:
    ledger.problem(Problem(None, "a.txt", "read", "empty"))
    ledger.problem(Problem(None, "b.txt", "read", "empty"))
    add(ledger, "a.txt", "Mira Vell", "one")
    assert [problem.name for problem in ledger.problems()] == ["b.txt"]


def test_a_failure_is_cleared_when_the_name_is_of_a_known_document(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one")
    text = ledger.document(doc).text
    ledger.add_name(doc, receipt("b.txt", text))
    ledger.problem(Problem(None, "b.txt", "read", "empty"))
    ledger.add_name(doc, receipt("b.txt", text))
    assert ledger.problems() == []


def test_a_warning_from_reading_stays_when_the_document_is_written(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "one")
    warning = Problem(document.id, "a.txt", "read", "broken bytes", "warning")
    ledger.problem(warning)
    ledger.write(document, got, rows, KEYS)
    assert ledger.problems(document.id) == [warning]


def test_a_problem_of_a_stage_is_over_when_the_stage_is(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Mira Vell", "one")
    problem = Problem(document.id, "a.txt", "times", "failed")
    ledger.write(document, got, rows, {}, [problem])
    assert ledger.problems() == [problem]
    ledger.annotate(document.id, rows, KEYS)
    assert ledger.problems() == []


def test_stages_are_remembered_by_their_key(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one")
    assert ledger.stages(doc) == KEYS
    assert ledger.stages("none") == {}


def test_outdated_documents_are_those_with_another_key(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one")
    assert list(ledger.outdated(KEYS)) == []
    assert list(ledger.outdated({**KEYS, "times": "times-1"})) == [doc]
    for one in ledger.outdated({"sentences": "sentences-2"}):
        ledger.annotate(one, Annotations(), {"sentences": "sentences-2"})
    assert ledger.stages(doc) == {"sentences": "sentences-2"}


def test_linking_is_current_until_a_document_changes(ledger: Ledger) -> None:
    doc = add(ledger, "a.txt", "Mira Vell", "one")
    assert not ledger.link_is_current("link-1")
    assert ledger.link_key() is None
    ledger.set_link("link-1")
    assert ledger.link_key() == "link-1"
    assert ledger.link_is_current("link-1")
    assert not ledger.link_is_current("link-2")
    ledger.annotate(doc, Annotations(), {})
    assert not ledger.link_is_current("link-1")


def test_a_document_that_comes_while_linking_is_not_taken_for_linked(ledger: Ledger) -> None:
    add(ledger, "a.txt", "Mira Vell", "one")
    before = ledger.revision()
    add(ledger, "b.txt", "Mira Vell", "two")
    ledger.set_link("link-1", before)
    assert not ledger.link_is_current("link-1")


def test_local_entities_come_with_document_and_outlet(
    ledger: Ledger, three: dict[str, str]
) -> None:
    found = {(doc, outlet, entity.name) for doc, outlet, entity in ledger.local_entities()}
    assert found == {
        (three["a.txt"], "Harbour Gazette", "Ivo Tarn"),
        (three["b.txt"], "Northern Courier", "Mira Vell"),
        (three["c.txt"], "Northern Courier", "Mira Vell"),
    }


@pytest.mark.parametrize(
    ("after", "before", "expected"),
    [
        ("2022", None, ["a.txt", "b.txt"]),
        # Of a date known to the year alone it is not certain that it lies in one half of it.
        ("2022-06", None, ["b.txt"]),
        (None, "2022-06", []),
        (None, "2023", ["a.txt"]),
        ("2023-07-29", "2023-07-30", ["b.txt"]),
    ],
)
def test_documents_by_date_are_those_that_certainly_fit(
    ledger: Ledger,
    three: dict[str, str],
    after: str | None,
    before: str | None,
    expected: list[str],
) -> None:
    assert names(ledger, after=after, before=before) == expected
    assert ledger.count_documents(after=after, before=before) == len(expected)


def test_a_date_of_documents_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="2023-07-29"):
        ledger.count_documents(after="last week")


def test_a_document_without_a_title_has_its_first_words(
    ledger: Ledger, three: dict[str, str]
) -> None:
    assert ledger.summary(three["a.txt"]).opening == 'Ivo Tarn said "two".'


def test_quotes_come_in_pages_with_their_number(ledger: Ledger, three: dict[str, str]) -> None:
    found = [quote.document.name for quote in ledger.quotes(limit=1, offset=1)]
    assert found == ["b.txt"]
    assert ledger.count_quotes() == 3
    assert ledger.count_quotes(speaker="Mira Vell", before="2024") == 1


def test_quotes_by_polarity(ledger: Ledger, three: dict[str, str]) -> None:
    assert ledger.count_quotes(polarity="asserted") == 3
    assert list(ledger.quotes(polarity="denied")) == []


def test_quotes_by_whom_they_were_said_to(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Ivo Tarn", "two")
    told = replace(rows.attributions[0], audience=rows.entities[0].id)
    ledger.write(document, got, replace(rows, attributions=(told,)), KEYS)
    (quote,) = ledger.quotes(audience="tarn")
    assert quote.audience == "Ivo Tarn"
    assert ledger.count_quotes(audience=rows.entities[0].id) == 1
    assert ledger.count_quotes(audience="vell") == 0


def test_an_entity_appears_with_every_mention_in_context(
    ledger: Ledger, three: dict[str, str]
) -> None:
    (shown,) = ledger.appearances(f"{three['a.txt']}-Ivo Tarn")
    assert (shown.document.name, shown.attributions, shown.addressed) == ("a.txt", 1, 0)
    assert shown.contexts == (("", "Ivo Tarn", ' said "two".'),)
    assert [mention.span for mention in shown.mentions] == [Span(0, 8)]


def test_an_entity_that_does_not_speak_is_only_mentioned(ledger: Ledger) -> None:
    document, got, rows = sample("a.txt", "Ivo Tarn", "two")
    ledger.write(document, got, replace(rows, attributions=()), KEYS)
    presence = ledger.presence(rows.entities[0].id)
    assert (presence.mentioned, presence.speaking, presence.only_mentioned) == (1, 0, 1)


def test_a_mention_is_shown_in_whole_words_of_its_paragraph() -> None:
    text = "Another paragraph.\n" + "early words " * 9 + "Tarn" + " later words" * 9
    start = text.index("Tarn")
    before, words, after = context(text, Span(start, start + 4))
    assert words == "Tarn"
    assert text[start - len(before) : start + 4 + len(after)] == before + words + after
    assert before.startswith(("early ", "words "))
    assert after.endswith((" later", " words"))


def test_an_entity_comes_with_why_it_is_one(ledger: Ledger, three: dict[str, str]) -> None:
    ledger.relink_entities(Grouping)
    entity = ledger.annotations(three["b.txt"]).entities[0].id
    assert [(one.kind, one.documents) for one in ledger.evidence(entity)] == [("name", 2)]
    assert "Mira Vell" in ledger.evidence(entity)[0].why


def test_an_office_has_its_holders_with_their_dates(ledger: Ledger) -> None:
    for name, published in (("Ada Kern", "2022"), ("Ada Kern", "2023-07"), ("Oto Ruhl", "2024")):
        document, got, rows = sample(f"{published}.txt", name, published, None, published)
        role = Role("French president", document.id, Span(0, 3))
        ledger.write(
            document,
            got,
            replace(rows, entities=(replace(rows.entities[0], roles=(role,)),)),
            KEYS,
        )
    ledger.relink_entities(Grouping)
    (office,) = (one for one in ledger.rows("entities") if getattr(one, "kind", "") == "office")
    assert isinstance(office, Entity)
    found = [(one.name, one.first, one.last, one.documents) for one in ledger.holders(office.id)]
    assert found == [("Ada Kern", "2022", "2023-07", 2), ("Oto Ruhl", "2024", "2024", 1)]
    (held,) = ledger.offices(ledger.holders(office.id)[0].holder)
    assert (held.office, held.name) == (office.id, "French president")
