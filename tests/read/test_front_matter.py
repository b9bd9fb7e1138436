"""Date, outlet, title and byline from the text itself, each with the words it was read from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.read import Receipt, read, sources
from sayso.read.records import record
from sayso.rows import Document, Problem

LEAD = "The council of Vell voted on Monday to close the northern pier for a year, its chair said."
SHARED = Path(__file__).parents[3] / "shared" / "seeds"


def document(text: str) -> Document:
    data = text.encode()
    return read(Receipt("a.txt", data, "text", data))[0]


def from_record(**fields: str) -> tuple[Document, tuple[Problem, ...]]:
    (receipt,) = record("a:1", json.dumps(fields).encode())
    assert isinstance(receipt, Receipt)
    return read(receipt)


def words(found: Document) -> list[str]:
    return [found.text[slice(*span)] for span in found.published_spans]


@pytest.mark.parametrize(
    ("header", "day", "stated"),
    [
        (
            "date 2030-12-19 Details added: first version posted on 14:00",
            "2030-12-19",
            "2030-12-19",
        ),
        ("Politics 3 December 2030 12:23 (UTC+04:00)", "2030-12-03", "3 December 2030"),
        ("July 29, 2033 09:19", "2033-07-29", "July 29, 2033"),
        ("Published on 2 May 2031", "2031-05-02", "2 May 2031"),
    ],
)
def test_a_header_line_gives_the_date(header: str, day: str, stated: str) -> None:
    found = document(f"{header}\n\n{LEAD}")
    assert (found.published, found.published_from) == (day, "text")
    assert words(found) == [stated]


def test_a_time_stamp_goes_before_an_update_and_a_dateline() -> None:
    text = f"Updated 5 May 2031\n\nPosted 2 May 2031 10:15\n\nVELL, May 1, 2031 (Wire) - {LEAD}"
    assert document(text).published == "2031-05-02"


def test_a_date_in_the_article_is_not_its_date() -> None:
    found = document(f"The pier is closed\n\n{LEAD} It had opened on 2 May 2021.")
    assert (found.published, found.published_precision) == (None, "unknown")


def test_a_date_in_a_repeated_teaser_is_not_its_date() -> None:
    teaser = "The pier was closed for the first time since March 23, 2022, the council said."
    assert document(f"The pier is closed\n\n{teaser}\n\n{LEAD}\n\n{teaser}").published is None


def test_a_dateline_with_a_year_gives_the_date() -> None:
    found = document(f"VELL, 2 May 2031 /NTA/. {LEAD}")
    assert (found.published, found.published_from) == ("2031-05-02", "dateline")
    assert found.outlet == "NTA"


def test_a_dateline_takes_its_year_from_the_nearest_full_date() -> None:
    text = f"VELL, January 6 {LEAD} The ships were blocked on December 19, 2030, for a day."
    found = document(text)
    assert (found.published, found.published_from) == ("2031-01-06", "dateline")
    assert words(found) == ["January 6", "December 19, 2030"]


@pytest.mark.parametrize(
    "rest",
    [
        "Nothing else is dated.",
        "It opened on May 9, 1994, and in 2030 it was rebuilt.",
        "It was closed in December 2030.",
        "It opened on May 6, 2021. It burned on May 6, 2025.",
    ],
)
def test_a_dateline_whose_year_is_open_stays_unknown(rest: str) -> None:
    found = document(f"VELL, May 6 {LEAD} {rest}")
    assert (found.published, found.published_from, words(found)) == (None, "unknown", [])


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"VELL, Nordland, Dec. 3\n\nNordpress:\n\n{LEAD}", "Nordpress"),
        (
            f"The pier is closed\n\n{LEAD[:-1]}, Nordpress reports referring to the council.",
            "Nordpress",
        ),
        (f"The pier is closed\n\n{LEAD[:-1]}, Courant informs.", "Courant"),
        (f"VELL, March 4 (Wire) - {LEAD}", "Wire"),
        (f"The pier is closed\n\n{LEAD}\n\n©2031 Nord Media L.P.", "Nord Media L.P."),
        (f"The pier is closed\n\n{LEAD}\n\n© 2031 NTA", "NTA"),
        (f"The pier is closed\n\nby Ana Lund, The Paper:\n\n{LEAD}", "The Paper"),
        (
            f"The Vell Courier\nSaturday, 2 May 2031\n\nThe pier of Vell is closed\n\n{LEAD}",
            "The Vell Courier",
        ),
        (
            f"NORDSITE.exWorldThe pier of Vell is closed\n\nThe pier of Vell is closed\n\n{LEAD}",
            "NORDSITE.ex",
        ),
    ],
)
def test_the_text_names_its_outlet(text: str, outlet: str) -> None:
    found = document(text)
    assert found.outlet == outlet
    assert found.outlet_span is not None
    assert text[slice(*found.outlet_span)] == outlet


@pytest.mark.parametrize(
    "end", ["The Paper reports.", "Interior Ministry informs.", "Oda Marsh informs.", "he informs."]
)
def test_somebody_else_s_report_is_not_the_outlet(end: str) -> None:
    assert document(f"The pier is closed\n\n{LEAD[:-1]}, {end}").outlet is None


def test_a_label_in_the_head_is_not_the_outlet() -> None:
    assert document(f"The pier is closed\n\nSummary:\n\n{LEAD}").outlet is None


def test_a_byline_is_read_from_the_text() -> None:
    found = document(f"The pier is closed\n\nBy Ana Lund\n\n{LEAD}")
    assert (found.byline, found.title) == ("Ana Lund", "The pier is closed")


def test_given_fields_go_before_the_text() -> None:
    found, problems = from_record(
        text=f"2 May 2031 10:15\n\n{LEAD}", published="2031", outlet="Nordpress", title="Pier"
    )
    assert (found.published, found.published_precision, found.published_from) == (
        "2031",
        "year",
        "given",
    )
    assert (found.outlet, found.title, found.title_span) == ("Nordpress", "Pier", None)
    assert problems == ()


def test_a_given_title_that_the_text_begins_with_has_a_span() -> None:
    found, _ = from_record(text=f"The pier is closed.\n\n{LEAD}", title="The pier is closed")
    assert found.title_span == (0, 19)


def test_a_given_date_that_is_none_is_a_warning() -> None:
    found, (problem,) = from_record(text=LEAD, published="03/04/2031")
    assert found.published is None
    assert (problem.severity, problem.doc) == ("warning", found.id)
    assert "03/04/2031" in problem.message


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development data are not here")
def test_the_seeds_get_their_dates_and_outlets() -> None:
    found = [read(receipt)[0] for receipt in sources([str(SHARED)]) if isinstance(receipt, Receipt)]
    assert [one.published for one in found] == [
        "2020-12-19",
        "2020-12-03",
        "2023-07-29",
        "2023-11-06",
        None,
    ]
    assert [one.outlet is not None for one in found] == [True, True, True, True, False]
