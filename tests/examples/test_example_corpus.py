"""The example corpus holds together: what its gold quotes is there, and every part is played."""

from __future__ import annotations

import runpy
from collections import Counter
from itertools import pairwise

import pytest
from example_gold import (
    CORPUS,
    EXAMPLES,
    GoldDocument,
    GoldError,
    GoldPassage,
    load_gold,
    locate,
)
from example_texts import plain, squeezed

GOLD = load_gold()
WANTED_PARTS = frozenset(
    (
        "hedged number",
        "number raised",
        "attribution dropped",
        "chain three deep",
        "denial",
        "withheld answer",
        "demand",
        "question",
        "intention",
        "scare quote",
        "two names for one town",
        "agreement by four names",
        "happening by each side's words",
        "article without a date",
        "broken quotation marks",
        "quote over paragraphs",
        "quote that never closes",
        "unnamed source",
        "pronoun source",
        "claim as a noun",
        "according to before",
        "according to in the middle",
        "according to after",
        "inverted quote",
        "passive report",
        "outlet quoting an outlet",
        "relative date",
        "dateline without a year",
        "correction",
        "headline with an attribution",
        "number in millions",
        "number per cent",
        "number as a fraction",
        "number as dozens",
    )
)


def text_of(document: GoldDocument) -> str:
    texts = plain(CORPUS / document.file)
    return texts[""] if "" in texts else texts[document.url or ""]


def by_name(one: GoldDocument) -> str:
    return one.name


def test_there_are_24_documents_in_six_formats() -> None:
    files = Counter(path.suffix for path in CORPUS.iterdir())
    assert files == {".txt": 10, ".html": 6, ".md": 2, ".pdf": 1, ".xml": 1, ".jsonl": 1}
    assert sum(len(plain(path)) for path in CORPUS.iterdir()) == 24
    assert len(GOLD.documents) == 24


def test_every_file_has_gold() -> None:
    assert {one.file for one in GOLD.documents} == {path.name for path in CORPUS.iterdir()}


@pytest.mark.parametrize("document", GOLD.documents, ids=by_name)
def test_every_quote_of_the_gold_is_in_its_document(document: GoldDocument) -> None:
    text = text_of(document)
    for quote, occurrence in document.quotes():
        locate(quote, text, occurrence)


@pytest.mark.parametrize("document", GOLD.documents, ids=by_name)
def test_every_attribution_has_a_cue_and_hangs_together(document: GoldDocument) -> None:
    text = text_of(document)
    for one in document.attributions:
        found = locate(one.text, text, one.occurrence)
        assert len(found.role("C")) == 1, one.text
        assert found.role("T") or one.kind == "scare", one.text
        assert len(found.role("S")) <= 1, one.text
        assert len(document.chain(one)) <= 4, one.text


@pytest.mark.parametrize("document", GOLD.documents, ids=by_name)
def test_speakers_are_entities_of_the_gold(document: GoldDocument) -> None:
    known = {entity.name for entity in GOLD.entities}
    speakers = {one.speaker for one in document.attributions if one.speaker}
    assert speakers <= known


@pytest.mark.parametrize("passage", GOLD.passages, ids=lambda one: one.name)
def test_every_carrier_has_its_wording(passage: GoldPassage) -> None:
    for wording in passage.wordings:
        for carrier in wording.carriers:
            text = squeezed(text_of(GOLD.document(carrier)))
            assert text.replace("’", "'").count(wording.text) == 1, (wording.id, carrier)


@pytest.mark.parametrize("passage", GOLD.passages, ids=lambda one: one.name)
def test_wordings_come_in_order_after_their_parents(passage: GoldPassage) -> None:
    dates = [GOLD.document(wording.first).published or "" for wording in passage.wordings]
    seen: set[str | None] = {None}
    assert all(earlier <= later for earlier, later in pairwise(dates))
    for wording in passage.wordings:
        assert wording.parent in seen, wording.id
        assert wording.edits or wording.parent is None
        seen.add(wording.id)


@pytest.mark.parametrize("passage", GOLD.passages, ids=lambda one: one.name)
def test_edits_are_words_of_the_two_wordings(passage: GoldPassage) -> None:
    texts = {wording.id: wording.text for wording in passage.wordings}
    for wording in passage.wordings:
        for edit in wording.edits:
            assert edit.old in texts[wording.parent or ""], edit
            assert edit.new in wording.text, edit


def test_the_background_paragraph_travels() -> None:
    background = GOLD.passages[0]
    carriers = [carrier for wording in background.wordings for carrier in wording.carriers]
    assert len(carriers) == len(set(carriers)) == 10
    assert len(background.wordings) == 8
    assert {edit.what for wording in background.wordings for edit in wording.edits} == {
        "number",
        "hedge",
        "attribution",
        "name",
        "date",
        "other",
    }


def test_every_part_is_played() -> None:
    assert {part.name for part in GOLD.parts} >= WANTED_PARTS
    for part in GOLD.parts:
        document = GOLD.document(part.doc)
        if part.attribution:
            document.attribution(part.attribution)
        if part.quote:
            assert part.quote in squeezed(text_of(document)), part


def test_every_polarity_and_kind_occurs() -> None:
    rows = [one for document in GOLD.documents for one in document.attributions]
    assert {one.kind for one in rows} == {"direct", "mixed", "indirect", "scare"}
    assert {one.polarity for one in rows} == {
        "asserted",
        "denied",
        "withheld",
        "asked",
        "demanded",
        "intended",
    }


def test_the_corpus_spans_four_years_and_one_document_has_no_date() -> None:
    years = {(one.published or "none")[:4] for one in GOLD.documents}
    assert years == {"2021", "2022", "2023", "2024", "none"}
    assert [one.name for one in GOLD.documents if one.published is None] == [
        "07-interior-ministry-statement"
    ]


def test_half_of_the_documents_have_all_their_attributions_in_the_gold() -> None:
    complete = [one for one in GOLD.documents if "attributions" in one.complete]
    assert len(complete) >= 12


def test_names_belong_to_one_entity() -> None:
    names = Counter(name for entity in GOLD.entities for name in entity.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_names_of_the_gold_are_in_the_corpus() -> None:
    everything = squeezed("\n".join(text_of(one) for one in GOLD.documents)).lower()
    for entity in GOLD.entities:
        for name in entity.names:
            assert name.lower() in everything, name


def test_the_statement_is_what_its_script_writes() -> None:
    script = runpy.run_path(str(EXAMPLES / "make_pdf.py"))
    assert script["pdf"]() == (CORPUS / "19-monitor-statement.pdf").read_bytes()


def test_a_quote_that_does_not_occur_is_an_error() -> None:
    with pytest.raises(GoldError, match="occurs 0 times"):
        locate("{S:nobody} {C:said}", "Somebody said it.")


def test_a_quote_that_occurs_twice_needs_its_occurrence() -> None:
    with pytest.raises(GoldError, match="occurs 2 times"):
        locate("he {C:said}", "he said and he said")
    assert locate("he {C:said}", "he said and he said", 2).role("C") == ((15, 19),)


def test_a_number_is_not_found_inside_another() -> None:
    assert locate("{40} men", "140 men and 40 men").role("") == ((12, 14),)
