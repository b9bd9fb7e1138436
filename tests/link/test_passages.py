"""Passages: what documents share, in which wordings, and which wording came from which."""

from __future__ import annotations

import time

import pytest

from sayso.link.passages import (
    MemoryIndex,
    align,
    fingerprints,
    indexed,
    link_passages,
    paragraphs,
    words,
)
from sayso.rows import Passage, Span

DAM = (
    "The dam above Varolt was closed in March 2019 after 300 families had left the valley, the "
    "upland ministry said. Both governments signed a protocol on water at the old mill that winter."
)
DAM_LATER = (
    "The dam above Varolt was closed in March 2019 after almost 340 families had left the valley. "
    "Both governments signed a protocol on water at the old mill that winter."
)
DAM_LAST = (
    "The dam above Varolt was closed in spring 2019 after almost 340 families had left the valley. "
    "Both governments signed a protocol on water at the old mill in Tel that winter."
)
FERRY = (
    "Ferrymen on the eastern shore refused to carry grain for a third week because their pay had "
    "not come since the election."
)
STRIKE = "Teachers in Oss walked out of nine schools on Tuesday and marched to the prefect's house."
QUOTE = "We asked for nothing more than an honest count of the missing and the dead in this valley"


def linked(*documents: tuple[str, str, str | None]) -> list[Passage]:
    index = MemoryIndex()
    for doc, text, published in documents:
        index.add(doc, text, paragraphs(text), published)
    return [one for group in link_passages(index, index.units()) for one in group.passages]


def quoted(text: str, passage: Passage, doc: str) -> list[str]:
    return [text[slice(*member.span)] for member in passage.members if member.doc == doc]


def test_an_exact_copy_is_one_passage_with_one_wording() -> None:
    first, second = f"{FERRY}\n\n{DAM}", f"{DAM}\n\n{STRIKE}"
    (passage,) = linked(("a", first, "2020-01-02"), ("b", second, "2020-01-01"))
    assert quoted(first, passage, "a") == quoted(second, passage, "b") == [DAM]
    assert [wording.first for wording in passage.wordings] == ["b"]


def test_an_edited_copy_is_a_wording_with_its_parent_and_edits() -> None:
    (passage,) = linked(("a", DAM, "2020-01-01"), ("b", DAM_LATER, "2020-02-01"))
    old, new = passage.wordings
    assert (old.first, old.parent, new.first, new.parent) == ("a", None, "b", old.id)
    assert [edit.what for edit in new.edits] == ["hedge", "number", "attribution"]


def test_the_parent_is_the_closest_earlier_wording() -> None:
    (passage,) = linked(
        ("c", DAM_LAST, "2021"), ("a", DAM, "2020-01-01"), ("b", DAM_LATER, "2020-02-01")
    )
    parents = {wording.first: wording.parent for wording in passage.wordings}
    ids = {wording.first: wording.id for wording in passage.wordings}
    assert parents == {"a": None, "b": ids["a"], "c": ids["b"]}


def test_a_wording_without_a_date_has_no_parent_and_is_nobodys() -> None:
    (passage,) = linked(("a", DAM, None), ("b", DAM_LATER, "2020-02-01"))
    assert {wording.parent for wording in passage.wordings} == {None}
    assert {wording.first for wording in passage.wordings} == {None, "b"}


def test_dates_that_may_be_the_same_are_in_no_order() -> None:
    (passage,) = linked(("a", DAM, "2020"), ("b", DAM_LATER, "2020-02-01"))
    assert {wording.parent for wording in passage.wordings} == {None}


def test_the_number_is_part_of_the_words() -> None:
    (passage,) = linked(("a", DAM, "2020"), ("b", DAM.replace("300", "900"), "2021"))
    assert len(passage.wordings) == 2


def test_paragraphs_next_to_each_other_are_separate_passages() -> None:
    both = f"{DAM}\n\n{FERRY}"
    assert len(linked(("a", both, None), ("b", both, None))) == 2


def test_a_copied_paragraph_inside_a_longer_one_is_found_to_its_borders() -> None:
    longer = f"{STRIKE} {DAM} {FERRY}"
    (passage,) = linked(("a", DAM, None), ("b", longer, None))
    assert quoted(longer, passage, "b") == [DAM]


def test_a_quotation_in_two_frames_is_shared_and_nothing_else() -> None:
    first = f"{STRIKE} “{QUOTE},” Ilda Sarin said in the capital on Friday."
    second = f"{FERRY} At the gate of the barracks she told the waiting families: “{QUOTE}.”"
    (passage,) = linked(("a", first, None), ("b", second, None))
    assert QUOTE in quoted(first, passage, "a")[0]
    assert STRIKE not in quoted(first, passage, "a")[0]
    assert FERRY not in quoted(second, passage, "b")[0]


def test_unrelated_texts_are_not_chained_through_one_that_holds_both() -> None:
    found = linked(("a", DAM, None), ("b", f"{DAM} {FERRY}", None), ("c", FERRY, None))
    assert sorted(sorted(member.doc for member in one.members) for one in found) == [
        ["a", "b"],
        ["b", "c"],
    ]


def test_a_set_phrase_is_no_passage() -> None:
    assert not linked(
        (
            "a",
            "The prefect of Oss, who was abroad, did not respond to a request for comment.",
            None,
        ),
        ("b", "Nobody at the mill, which is shut, would respond to a request for comment.", None),
    )


def test_a_text_repeated_in_one_document_alone_is_no_passage() -> None:
    assert not linked(("a", f"{DAM}\n\n{DAM}\n\n{DAM_LATER}", None), ("b", STRIKE, None))


def test_what_the_caller_leaves_out_is_not_compared() -> None:
    index = MemoryIndex()
    for doc in ("a", "b"):
        index.add(doc, f"{DAM}\n\n{FERRY}", [Span(0, len(DAM))])
    assert sum(len(group.passages) for group in link_passages(index, index.units())) == 1


def test_the_spelling_of_marks_and_case_is_no_new_wording() -> None:
    plain = "The old town's “great gate” was shut at 10:15, said Teba Korin of the harbour guard."
    other = 'the OLD town’s "great gate" was shut at 10:15 said Teba Korin of the harbour guard'
    (passage,) = linked(("a", plain, None), ("b", other, None))
    assert len(passage.wordings) == 1


def test_many_wordings_of_one_paragraph_stay_one_passage() -> None:
    made = [(f"d{n:03}", DAM.replace("300", str(300 + n)), "2020-01-01") for n in range(120)]
    (passage,) = linked(*made)
    assert len(passage.wordings) == len(passage.members) == 120


def test_ids_do_not_change_when_a_later_copy_comes() -> None:
    before = linked(("a", DAM, "2020-01-01"), ("b", DAM_LATER, "2020-02-01"))
    after = linked(
        ("a", DAM, "2020-01-01"), ("b", DAM_LATER, "2020-02-01"), ("c", DAM_LAST, "2021-01-01")
    )
    assert [one.id for one in before] == [one.id for one in after]
    assert {one.id for one in before[0].wordings} < {one.id for one in after[0].wordings}


def test_alignment_counts_the_words_in_common() -> None:
    (found,) = align(words(DAM), words(DAM.replace("300", "900")))
    assert found.matched == len(words(DAM)) - 1
    assert found.a_first == found.b_first == 0


def test_fingerprints_stand_on_words_in_a_row() -> None:
    for found in fingerprints(DAM):
        assert len(words(DAM, Span(found.start, found.end))) == 4


def test_a_paragraph_that_is_too_long_is_cut_in_the_same_places_in_every_copy() -> None:
    long = " ".join(f"Lorry number {n} crossed the bridge at Oss before noon." for n in range(300))
    one = {row.unit for row in indexed(long, paragraphs(long))}
    other = f"{STRIKE} {long}"
    both = {row.unit for row in indexed(other, paragraphs(other))}
    assert len(one & both) >= len(one) - 2


@pytest.mark.parametrize(
    "text",
    [
        "a " * 100_000,
        f"{STRIKE} " * 10_000,
        f"{STRIKE}\n" * 10_000,
        "x" * 200_000,
        ". " * 100_000,
        "'" * 200_000,
        "1," * 100_000,
    ],
    ids=["word", "sentence", "line", "letters", "stops", "marks", "digits"],
)
def test_repetition_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    linked(("a", text, None), ("b", text[: len(text) // 2], None))
    assert time.process_time() - begun < 8


def test_sentences_of_one_paragraph_that_go_different_ways_are_linked_apart() -> None:
    index = MemoryIndex()
    index.add("a", f"{FERRY} {STRIKE}", paragraphs(f"{FERRY} {STRIKE}"))
    index.add("b", f"{FERRY}\n{DAM}", paragraphs(f"{FERRY}\n{DAM}"))
    new = index.add("c", STRIKE, paragraphs(STRIKE))
    groups = list(link_passages(index, new))
    (passage,) = [one for group in groups for one in group.passages]
    assert {member.doc for member in passage.members} == {"a", "c"}
    # What "a" shares with "b" is not touched.
    touched = [place.span for group in groups for place in group.places if place.doc == "a"]
    assert touched
    assert all(span.start > len(FERRY) for span in touched)
    assert not [place for group in groups for place in group.places if place.doc == "b"]


def test_part_of_a_sentence_in_another_is_a_set_phrase_and_no_copy() -> None:
    start = "In a reversal of its earlier policy, the railway board refused entry to Varolt"
    one = f"{start} on March 17 and 81 soldiers were wounded."
    other = (
        f"{start.replace('Varolt', 'Tel')} on 21 June 2019 after at least eleven households had "
        "left their farms, the state news agency reported."
    )
    assert linked(("a", one, None), ("b", other, None)) == []


def test_a_long_sentence_is_no_copy_of_one_made_to_the_same_template() -> None:
    one = (
        "After the second round of talks, the railway board signed a protocol on water for Varolt "
        "on 9 May 2021 in exchange for 84 tonnes of wheat, the upland ministry of defence said."
    )
    other = one.replace(
        "in exchange for 84 tonnes of wheat", "although 1,955 residents had objected"
    )
    assert linked(("a", one, None), ("b", other.replace("9 May 2021", "March 7"), None)) == []
