"""The rules: every construction, on invented sentences, and what holds on any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from paragraphs import ODD_TEXTS, parsed, triple

from sayso.annotate.attributions.lexicon import lexicon
from sayso.annotate.attributions.rules import find
from sayso.rows import Attribution


def told(*paragraphs: str) -> list[tuple[str | None, str, str]]:
    """Source, cue and content as text, contents joined by a bar."""
    whole = parsed(*paragraphs)
    return [triple(whole.text, one) for one in find(whole)]


def only(*paragraphs: str) -> Attribution:
    (one,) = (one for one in find(parsed(*paragraphs)) if one.inside is None)
    return one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The bridge will open in May,” Mara Teel said.",
            ("Mara Teel", "said", "“The bridge will open in May,”"),
        ),
        (
            "“The bridge will open in May,” said Mara Teel, the mayor.",
            ("Mara Teel, the mayor", "said", "“The bridge will open in May,”"),
        ),
        (
            "Mara Teel said that the bridge would open in May.",
            ("Mara Teel", "said", "that the bridge would open in May"),
        ),
        (
            "Mara Teel said the bridge would open in May.",
            ("Mara Teel", "said", "the bridge would open in May"),
        ),
        (
            "According to the harbour office, two ships sank.",
            ("the harbour office", "According to", "two ships sank"),
        ),
        (
            "Two ships sank, according to the harbour office.",
            ("the harbour office", "according to", "Two ships sank"),
        ),
        (
            "Two ships, according to the harbour office, sank.",
            ("the harbour office", "according to", "Two ships | sank"),
        ),
        (
            "“We wait,” Mara Teel said, “and we hope for rain.”",
            ("Mara Teel", "said", "“We wait,” | “and we hope for rain.”"),
        ),
        (
            "“We wait,” Mara Teel said. “We have waited for years.”",
            ("Mara Teel", "said", "“We wait,” | “We have waited for years.”"),
        ),
        (
            "It is alleged that the mill was burned.",
            (None, "is alleged", "that the mill was burned"),
        ),
        (
            "The minister's claim that the dam was safe is false.",
            ("The minister", "claim", "that the dam was safe"),
        ),
        (
            "In the mayor's view, the dam is safe.",
            ("the mayor", "view", "the dam is safe"),
        ),
        (
            "Mara Teel: “The dam is safe and it will stay safe.”",
            ("Mara Teel", ":", "“The dam is safe and it will stay safe.”"),
        ),
        (
            "The dam is safe, the council added.",
            ("the council", "added", "The dam is safe"),
        ),
    ],
)
def test_constructions(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in told(text)


def test_a_long_sentence_before_its_cue_clause() -> None:
    content = (
        "The assembly of the valley on Monday adopted a resolution on the mills, the wells and "
        "the roads of the region"
    )
    found = told(f"{content}, spokesperson for the council Mara Teel told Valley Wire on May 3.")
    assert ("spokesperson for the council Mara Teel", "told", content) in found


def test_an_outlet_that_names_itself_stands_outside() -> None:
    text = "The dam is safe, the council said in a statement, Valley Wire reports."
    rows = find(parsed(text))
    by_source = {text[slice(*one.source)]: one for one in rows if one.source}
    assert by_source["the council"].inside == by_source["Valley Wire"].id


def test_the_source_that_an_outlet_cites_is_inside_it() -> None:
    text = "The two sides met on the river, Valley Wire reports citing the council of Orla."
    rows = find(parsed(text))
    by_source = {text[slice(*one.source)]: one for one in rows if one.source}
    assert by_source["the council of Orla"].inside == by_source["Valley Wire"].id


def test_as_noted_has_no_source() -> None:
    found = told("As noted, the valley has lost three mills since the flood.")
    assert (None, "noted", "the valley has lost three mills since the flood") in found


def test_a_quoted_paragraph_belongs_to_the_speaker_before_it() -> None:
    found = told("“We wait,” Mara Teel said.", "“We have waited for many years.”")
    assert found == [("Mara Teel", "said", "“We wait,” | “We have waited for many years.”")]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    found = told("Mara Teel said: “We wait.", "“We have waited for many years.”")
    assert found[0][0] == "Mara Teel"
    assert found[0][2].endswith("| “We have waited for many years.”")


def test_a_quoted_paragraph_bears_out_the_report_before_it() -> None:
    found = told("Mara Teel also warned that the dam may go.", "“It has cracks on both sides.”")
    assert found == [
        ("Mara Teel", "also warned", "that the dam may go | “It has cracks on both sides.”")
    ]


def test_who_made_a_claim_may_stand_behind_it() -> None:
    text = "The claim that the dam is safe is also made by the mayor."
    assert told(text) == [("the mayor", "The claim", "that the dam is safe")]


def test_the_noun_behind_a_quotation_says_whose_it_is() -> None:
    found = told("Nobody heard the “stay calm” message of the mayor.")
    assert ("the mayor", "message", "“stay calm”") in found


def test_a_label_after_a_headline_is_its_source() -> None:
    text = "Floods could reach the lower valley: Official"
    (one,) = find(parsed(text, kind="title"))
    assert one.source is not None
    assert text[slice(*one.source)] == "Official"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge will reopen – Mara Teel", [("Mara Teel", "–", "Bridge will reopen")]),
        ("Mara Teel – bridge will open", [("Mara Teel", "–", "bridge will open")]),
        ("The well-known bridge will open", []),
        ("France – bridge will open", []),
        ("Bridge will reopen – BBC News", []),
        ("Bridge reopened – live", []),
        ("Bridge – reopened – Teel", []),
    ],
)
def test_a_dash_signs_a_headline(text: str, expected: list[tuple[str, str, str]]) -> None:
    whole = parsed(text, kind="title")
    assert [triple(text, row) for row in find(whole)] == expected
    assert not [row for row in find(parsed(text)) if text[slice(*row.cue)] == "–"]


def test_this_was_reported_by_somebody() -> None:
    found = told("Two mills were lost. This was reported by the Herald.")
    assert ("the Herald", "was reported", "This") in found


def test_two_overlapping_cues_are_one() -> None:
    found = told("The president has reiterated the commitment to defend the river.")
    assert len(found) == 1


def test_a_paragraph_after_a_colon_is_its_content() -> None:
    found = told("Mara Teel said:", "“We have waited for many years.”")
    assert found == [("Mara Teel", "said", "“We have waited for many years.”")]


def test_a_report_of_speech_in_speech_is_nested() -> None:
    text = "Mara Teel said that the council had claimed that the dam was safe."
    inner, outer = sorted(find(parsed(text)), key=lambda one: one.inside is None)
    assert text[slice(*inner.cue)] == "had claimed"
    assert inner.inside == outer.id


def test_a_second_verb_of_saying_is_not_nested() -> None:
    text = "Mara Teel said that the dam was safe and warned that the mill was not."
    assert [one.inside for one in find(parsed(text))] == [None, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The dam is safe,” Mara Teel said.", "direct"),
        ("Mara Teel said the dam was “perfectly safe” this year.", "mixed"),
        ("Mara Teel said the dam was safe.", "indirect"),
        ("The “truce” lasted an hour.", "scare"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert only(text).kind == kind


def test_verbatim_words_are_without_their_marks() -> None:
    text = "Mara Teel said the dam was “perfectly safe” this year."
    assert [text[slice(*span)] for span in only(text).verbatim] == ["perfectly safe"]


def test_so_called_is_the_cue_of_a_scare_quote() -> None:
    text = "The so-called “truce” lasted an hour."
    one = only(text)
    assert (text[slice(*one.cue)], one.stance) == ("so-called", "doubting")


@pytest.mark.parametrize(
    "text",
    [
        "She read the book “The Long River” twice.",
        "The draft resolution ‘Support of Farmers' Rights’ was filed.",
    ],
)
def test_titles_are_not_quotations_of_a_speaker(text: str) -> None:
    assert [one for one in find(parsed(text)) if one.kind != "indirect"] == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Mara Teel said that the dam was safe.", "asserted"),
        ("Mara Teel denied that the dam was unsafe.", "denied"),
        ("Mara Teel does not believe that the dam is safe.", "denied"),
        ("Mara Teel did not say whether the dam was safe.", "withheld"),
        ("Mara Teel declined to comment on the dam.", "withheld"),
        ("Mara Teel asked whether the dam was safe.", "asked"),
        ("Mara Teel urged the council to close the dam.", "demanded"),
        ("Mara Teel called on the council to close the dam.", "demanded"),
        ("Mara Teel vowed to close the dam.", "intended"),
        ("Mara Teel plans to close the dam.", "intended"),
        ("Mara Teel agreed to close the dam.", "intended"),
        ("Mara Teel insisted that nobody should use the dam.", "demanded"),
        ("Mara Teel warned against any use of the dam.", "demanded"),
        ("Mara Teel wants the guards to leave the dam.", "demanded"),
        ("Mara Teel doubts that the dam is safe.", "denied"),
        ("Mara Teel did not rule out a meeting.", "asserted"),
    ],
)
def test_polarity(text: str, polarity: str) -> None:
    assert only(text).polarity == polarity


@pytest.mark.parametrize(
    ("verb", "stance"),
    [("said", "neutral"), ("acknowledged", "endorsing"), ("claimed", "doubting")],
)
def test_stance_comes_from_the_cue(verb: str, stance: str) -> None:
    assert only(f"Mara Teel {verb} that the dam was safe.").stance == stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Whether the guards would stay, he did not say.",
            ("he", "did not say", "Whether the guards would stay"),
        ),
        (
            "She would not be drawn on who had opened the dam.",
            ("She", "would not be drawn on", "who had opened the dam"),
        ),
        (
            "Mara Teel declined to say when the dam would open.",
            ("Mara Teel", "declined to say", "when the dam would open"),
        ),
        (
            "Neither Orla nor Veska has said whether the dam is shut.",
            ("Neither Orla nor Veska", "has said", "whether the dam is shut"),
        ),
    ],
)
def test_what_is_kept_back_is_the_question(
    text: str, expected: tuple[str | None, str, str]
) -> None:
    assert told(text) == [expected]
    assert only(text).polarity == "withheld"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Nobody was quick,” is how the observer, Mara Teel, summed it up.",
            ("the observer, Mara Teel", "summed it up", "“Nobody was quick,”"),
        ),
        (
            "The dam was described by the Herald as “a gift to the enemy”.",
            ("the Herald", "was described", "The dam | as “a gift to the enemy”"),
        ),
        (
            "Both governments, in the words of the director Mara Teel, have been slow.",
            ("the director Mara Teel", "in the words of", "Both governments | have been slow"),
        ),
        (
            "In Orla this information is denied.",
            ("Orla", "is denied", "this information"),
        ),
        (
            "The claim of the council that tanks fired into the market was rejected.",
            ("the council", "The claim", "that tanks fired into the market"),
        ),
        (
            "The ministry demanded that Orla withdraw its guards and called on the observers to "
            "visit the dam.",
            ("The ministry", "called on", "the observers to visit the dam"),
        ),
        (
            "The parties exchange lists of the missing (according to Orla, 34 people are missing).",
            ("Orla", "according to", "34 people are missing"),
        ),
    ],
)
def test_other_constructions(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Oren Vask said that the valley had lost its mills, and the council announced “a review”.",
        "Orla says farmers were protesting; Veska says gunmen seized the mill.",
    ],
)
def test_two_reports_side_by_side_are_not_nested(text: str) -> None:
    outer = [one for one in find(parsed(text)) if one.inside is None]
    assert len(outer) == 2
    assert outer[0].content[-1].end <= outer[1].cue.start


def test_who_is_cited_is_a_source_inside_the_report() -> None:
    text = "Mara Teel said that the dam had been opened, citing a report of the river police."
    rows = {text[slice(*one.cue)]: one for one in find(parsed(text))}
    cited = rows["citing"]
    assert cited.source is not None
    assert text[slice(*cited.source)] == "a report of the river police"
    assert cited.inside == rows["said"].id
    assert cited.content == rows["said"].content


def test_who_is_quoted_by_another_speaks_inside() -> None:
    text = "The doctor was quoted by the Herald as saying that two farmers had died."
    rows = {text[slice(*one.cue)]: one for one in find(parsed(text))}
    saying = rows["saying"]
    assert saying.source is not None
    assert text[slice(*saying.source)] == "The doctor"
    assert saying.inside == rows["was quoted"].id


def test_a_speaker_quoted_in_the_first_person_speaks_once() -> None:
    text = "“We would like to thank the guards. I hope the dam will open,” said Mara Teel."
    assert [one.inside for one in find(parsed(text))] == [None]


def test_speech_of_another_day_inside_speech_is_kept() -> None:
    text = "“I told the council in May that the dam was safe,” said Mara Teel."
    assert sum(one.inside is not None for one in find(parsed(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A joint statement on the matter was made.",
        "Orla and Veska signed an agreement on Friday.",
        "The next meeting is planned for April.",
        "The list was signed by officials who had approved the figure.",
    ],
)
def test_acts_and_papers_are_no_speech(text: str) -> None:
    assert find(parsed(text)) == []


def test_a_statement_that_is_issued_is_the_next_paragraph() -> None:
    found = told(
        "The envoy issued the following statement:",
        "“We thank both sides for eight weeks of work.”",
    )
    assert found == [("The envoy", "issued", "“We thank both sides for eight weeks of work.”")]


def test_ids_survive_a_second_run() -> None:
    text = "Mara Teel said that the dam was safe."
    assert only(text).id == only(text).id
    assert only(text).id.startswith("a")
    assert len(only(text).id) == 17


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("said", "say"), ("denies", "deny"), ("admitted", "admit"), ("urging", "urge")],
)
def test_the_lexicon_knows_inflected_forms(form: str, lemma: str) -> None:
    entry = lexicon().entry("verbs", form)
    assert entry is not None
    assert entry.lemma == lemma


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD_TEXTS)
def test_any_text_gives_spans_inside_it_and_a_forest(text: str) -> None:
    rows = find(parsed(text))
    above = {one.id: one.inside for one in rows}
    assert len(above) == len(rows)
    for one in rows:
        spans = [one.cue, *one.content, *one.verbatim, *([one.source] if one.source else [])]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(text[a:b] == text[a:b].strip() for a, b in spans)
        assert all(a.end <= b.start for a, b in pairwise(one.content))
        assert 0 < one.score <= 1
        path = [one.id]
        while (outer := above[path[-1]]) is not None:
            assert outer not in path
            path.append(outer)


def test_broken_marks_take_linear_time() -> None:
    whole = parsed("“A “B ” said, C. " * 1200)
    began = time.process_time()
    rows = find(whole)
    assert time.process_time() - began < 1.5
    assert max(content.end - content.start for row in rows for content in row.content) < 2000
