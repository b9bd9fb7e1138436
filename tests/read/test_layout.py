"""Which lines of an article are headline, dateline, byline, body or furniture."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from sayso.read import Block, Receipt, layout, read, sources
from sayso.rows import Document, Span

LEAD = "The council of Vell voted on Monday to close the northern pier for a year, its chair said."
NEXT = "Fishermen who had gathered outside the hall said that they would not leave, come what may."
ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles" / "ukraine.jsonl"


def document(text: str) -> Document:
    return Document(id="d", name="d", sha256="", text=text)


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[slice(*block.span)]) for block in layout(document(text))]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]


def test_headline_then_paragraphs() -> None:
    assert blocks(f"The pier is closed \n\n {LEAD}\n\n{NEXT}\n") == [
        ("title", "The pier is closed"),
        ("paragraph", LEAD),
        ("paragraph", NEXT),
    ]


def test_a_dateline_is_cut_off_its_paragraph() -> None:
    assert blocks(f"The pier is closed\n\nVELL, May 2 (Wire) – {LEAD}")[1:] == [
        ("dateline", "VELL, May 2 (Wire) –"),
        ("paragraph", LEAD),
    ]


def test_the_head_of_an_agency_report() -> None:
    text = (
        " date 2030-12-03 The pier of Vell is closed\n\n"
        "Politics 3 December 2030 12:23 (UTC+04:00)\n"
        f"The pier of Vell is closed\n\nVELL, Nordland, Dec. 3\n\nNordpress:\n\n{LEAD}"
    )
    assert kinds(text) == [
        "header", "title", "header", "header", "dateline", "header", "paragraph",
    ]  # fmt: skip


def test_a_repeated_teaser_is_header() -> None:
    text = f"The pier is closed\n\nThe pier is closed {LEAD[:50]}\nPolitics\n\n{LEAD}\n\n{NEXT}"
    assert kinds(text) == ["title", "header", "header", "paragraph", "paragraph"]


def test_a_teaser_over_a_text_that_lost_its_initial_is_header() -> None:
    assert kinds(f"The pier is closed\n\n{LEAD}\n\n{LEAD[1:]}\n\n{NEXT}")[1:] == [
        "header", "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_headline_glued_to_its_site_is_header() -> None:
    headline = "The pier of Vell is closed again"
    assert kinds(f"NORDSITE.exWorld{headline}\n\n{headline}\n\n{LEAD}") == [
        "header", "title", "paragraph",
    ]  # fmt: skip


def test_a_caption_in_the_head_is_a_deck_for_all_that_one_can_tell() -> None:
    assert kinds(f"The pier is closed\n\n\nFarewell of fishermen at Vell\n\n{LEAD}\n\n{NEXT}") == [
        "title", "deck", "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_line_under_the_headline_is_its_deck() -> None:
    assert kinds(f"The pier is closed;\nFishermen will not leave.\n\n{LEAD}\n\n{NEXT}") == [
        "title", "deck", "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_rubric_under_the_headline_is_no_deck() -> None:
    assert kinds(f"The pier is closed\n\nNews and views\n\n{LEAD}\n\n{NEXT}")[:2] == [
        "title", "header",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Please enter your comment!", "Latest news", "LATEST POSTS in this category", "© 2031 NTA",
        "Read more: The pier opens", "Share this", "READ MORE VELL STORIES", "Most read in Vell",
        "Recommended Videos",
        "With inputs from agencies", "Sign up for our newsletter", "* * *",
        "— Ana Lund (@analund) May 2, 2031", "https://vell.example/pier", "Photo: Vell Port/NTA",
        "(Reporting by Ana Lund; Editing by Per Holm)", "Copyright 2031 Vell. All rights reserved.",
        "Also Read: The pier opens",
        "Follow us on the wire", "Tags:", "Getty/Vell.", "Advertisement",
        "Quickly share this story with your friends in one step!",
        "“Vell First” Click here to open your own account and invite a friend.",
        "Order your lamp oil today and receive a full refund if it smokes.",
        "Only checked reports are on the Vell Telegram channel and Viber. Do not fall for rumours!",
    ],
)  # fmt: skip
def test_furniture_is_known_by_its_wording(line: str) -> None:
    assert ("furniture", line) in blocks(f"The pier is closed\n\n{LEAD}\n\n{line}\n\n{NEXT}")


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the pier was closed, the exchange said on Monday in Vell.",
        "Comments by the mayor were not welcome in the hall, where fishermen shouted him down.",
        "Follow-up talks were held on Tuesday.",
        "Subscribers of the wire were told first.",
        "Home owners protested on Sunday.",
        "The mayor wrote on her Telegram channel that the pier would stay shut. Fishermen left.",
        "The police of Vell warned pensioners: “Whoever writes click here is after your savings.”",
        "Try as our engineers might, the lamp would not burn today.",
        "Video from the pier shows dozens of boats, some of them burning, and no owner in sight.",
    ],
)
def test_prose_is_not_furniture(line: str) -> None:
    assert ("paragraph", line) in blocks(f"The pier is closed\n\n{LEAD}\n\n{line}\n\n{NEXT}")


def test_a_line_without_final_punctuation_in_the_body_is_a_heading() -> None:
    assert blocks(f"The pier is closed\n\n{LEAD}\n\nNo way back\n\n{NEXT}")[2] == (
        "header",
        "No way back",
    )


@pytest.mark.parametrize("line", ["She said:", "Marsh added:", "The minutes read as follows:"])
def test_a_lead_in_to_a_quotation_is_a_paragraph(line: str) -> None:
    assert ("paragraph", line) in blocks(f"The pier is closed\n\n{LEAD}\n\n{line}\n\n“{NEXT}”")


def test_what_trails_after_the_last_paragraph_is_furniture() -> None:
    text = f"The pier is closed\n\n{LEAD}\n\nLatest news\n\nVell wins again\n\nTypo system"
    assert kinds(text)[2:] == ["furniture"] * 3


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council of Vell voted on Monday to close the northern pier for a\n"
        "year. Its chair, Oda Marsh, said after the session that the decision\n"
        "had been hard. Fishermen who had gathered outside the hall called the\n"
        "vote a theft.\n"
        "They would not leave the pier, they said on Monday, whatever it was\n"
        "that the council decided next.\n"
    )
    assert kinds(text) == ["paragraph", "paragraph"]


def test_single_line_breaks_part_long_paragraphs() -> None:
    last = "Nobody in Vell knows who is going to pay for the boats, a captain told the paper later."
    text = f"The pier is closed\n{LEAD}\n{NEXT}\n{last}"
    assert kinds(text) == ["title", "paragraph", "paragraph", "paragraph"]


def test_a_paragraph_torn_by_a_blank_line_is_mended() -> None:
    torn = f"{LEAD[:-1]} to the two fishermen and\n\na captain who had come."
    assert kinds(f"The pier is closed\n\n{torn}\n\n{NEXT}") == ["title", "paragraph", "paragraph"]


def test_a_list_item_is_a_paragraph_without_its_mark() -> None:
    assert ("paragraph", "the pier opens in May") in blocks(
        f"The pier is closed\n\n{LEAD}\n\n- the pier opens in May\n\n{NEXT}"
    )


def test_speakers_of_an_interview_are_no_places() -> None:
    text = (
        f"Talk with the mayor\n\nMarsh: We met.\n\nLund: And then?\n\nMarsh: It closed.\n\n{NEXT}"
    )
    assert "dateline" not in kinds(text)


def test_a_text_of_one_line_is_a_paragraph() -> None:
    assert kinds("The pier is closed") == ["paragraph"]


def test_verse_is_kept_as_paragraphs() -> None:
    assert set(kinds("The pier\n\nThe sea\n\nThe long way home")) <= {"title", "paragraph"}


def test_an_empty_text_has_no_blocks() -> None:
    assert layout(document(" \r\n\t")) == ()


def test_a_known_title_span_is_the_title() -> None:
    text = f"Read more about the pier\n\n{LEAD}"
    known = Document("d", "d", "", text, title="Read more about the pier", title_span=Span(0, 24))
    assert layout(known)[0] == Block("title", Span(0, 24))


@pytest.mark.parametrize(
    "text",
    [
        "Ah. " * 100_000,
        "Vell\n" * 40_000,
        "\n" * 400_000 + "x",
        "A-" * 200_000,
        "date 3\n" * 40_000,
    ],
)
def test_time_is_linear_on_endless_text(text: str) -> None:
    began = perf_counter()
    layout(document(text))
    # A second would do on one free core; quadratic work would take minutes.
    assert perf_counter() - began < 20


@pytest.mark.skipif(not ARTICLES.is_file(), reason="the development data are not here")
def test_nearly_every_real_article_has_a_title_and_paragraphs() -> None:
    found = [read(one)[0] for one in sources([str(ARTICLES)]) if isinstance(one, Receipt)]
    laid = [{block.kind for block in layout(one)} for one in found]
    assert len(found) == 150
    assert sum("title" in kind and "paragraph" in kind for kind in laid) >= 145
