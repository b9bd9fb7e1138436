"""The small parts of the pages: names, colours, words, wordings, addresses, the port."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from dam_ledger import dam_annotations, dam_document
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.rows import Edit, Place, Quantity, Span
from sayso.web.markup import encodable, link, shown
from sayso.web.server import listen
from sayso.web.speakers import cast, chain_names, initials_of, look
from sayso.web.wordings import Piece, compare
from sayso.web.words import (
    counted,
    date_words,
    edit_words,
    file_name,
    located_words,
    percent,
    place_words,
    quantity_words,
    short_name,
    unrepeated,
)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ilva Torn", "IT"),
        ("Ministry of Water and Roads", "MWR"),
        ("Tarsk", "Ta"),
        ("the mayor", "Ma"),
        ("local residents", "LR"),
        ("“Grey” Anna", "GA"),
        ("", "?"),
        ("…", "?"),
        ("مريم خالد", "مخ"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_no_two_of_the_first_35_speakers_look_the_same() -> None:
    assert len({look(number) for number in range(35)}) == 35


def test_neighbours_differ_in_tint_and_in_underline() -> None:
    for number in range(40):
        here, there = look(number).split(), look(number + 1).split()
        assert here[0] != there[0]
        assert here[1] != there[1]


def test_who_has_most_of_the_text_comes_first() -> None:
    document = dam_document()
    rows = dam_annotations(document.id)
    made = cast(document, rows, rows.entities)
    # By what each has as the outermost speaker; the ministry speaks only inside another.
    assert [one.name for one in made.speakers] == ["Ilva Torn", "the mayor", "Ministry of Water"]


def test_a_speaker_that_is_no_entity_has_the_words_of_its_source() -> None:
    document = dam_document()
    made = cast(document, dam_annotations(document.id), [])
    assert made.of["a-mayor"].name == "the mayor"
    assert made.of["a-mayor"].entity is None


def test_a_chain_runs_from_the_outlet_inwards() -> None:
    document = dam_document()
    rows = dam_annotations(document.id)
    names = chain_names(cast(document, rows, rows.entities), rows)
    assert names["a-ministry"] == ("Tarsk Courier", "Ilva Torn", "Ministry of Water")


@pytest.mark.parametrize(
    ("given_date", "words"),
    [
        ("2031-05-03", "3 May 2031"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        (None, "date unknown"),
        ("2031-13-01", "2031-13-01"),
        ("2031-05-03T10:00", "3 May 2031"),
    ],
)
def test_a_date_is_as_precise_in_words_as_it_is(given_date: str | None, words: str) -> None:
    assert date_words(given_date) == words


def test_who_quotes_himself_is_named_once() -> None:
    assert unrepeated(["Courier", "Torn", "Torn", "Courier"]) == ["Courier", "Torn", "Courier"]


def test_a_number_says_what_it_counts() -> None:
    assert counted(1, "match", "matches") == "1 match"
    assert counted(2000, "document") == "2,000 documents"


def test_a_small_share_is_not_none() -> None:
    assert percent(0.001) == "<1 %"
    assert percent(0) == "0 %"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (40, 40, "quantity: 40 km"),
        (40, None, "quantity: 40 or more km"),
        (None, 40, "quantity: up to 40 km"),
        (1500, 2000, "quantity: 1,500 to 2,000 km"),
        (None, None, "quantity: not resolved km"),
    ],
)
def test_a_quantity_is_an_interval_in_words(
    low: float | None, high: float | None, words: str
) -> None:
    assert quantity_words(Quantity("d", Span(0, 1), low, high, "km")) == words


@pytest.mark.parametrize(
    ("name", "short", "last"),
    [
        ("/home/someone/inbox/note.txt", "…/inbox/note.txt", "note.txt"),
        ("C:\\inbox\\2031\\note.txt", "…/2031/note.txt", "note.txt"),
        ("inbox/note.txt", "inbox/note.txt", "note.txt"),
        ("https://courier.example/2031/05/dam", "https://courier.example/2031/05/dam", None),
        ("row 7", "row 7", "row 7"),
        ("/", "/", "/"),
    ],
)
def test_a_file_is_named_by_the_end_of_its_path(name: str, short: str, last: str | None) -> None:
    assert short_name(name) == short
    assert file_name(name) == (last or name)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("replace", "40", "60", "number"), "number: “40” became “60”"),
        (Edit("insert", "", "about", "hedge"), "hedge added: “about”"),
        (Edit("delete", ", the mayor said", "", "attribution"),
         "attribution left out: “, the mayor said”"),
    ],
)  # fmt: skip
def test_an_edit_in_words(edit: Edit, words: str) -> None:
    assert edit_words(edit) == words


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_comparison_gives_the_new_wording_exactly(old: str, new: str) -> None:
    assert "".join(p.text for p in compare(old, new) if p.op != "delete") == new


def test_a_comparison_marks_words_and_not_their_white_space() -> None:
    assert compare("left about 1,500 behind", "left over 1,500 behind") == (
        Piece("same", "left"),
        Piece("same", " "),
        Piece("delete", "about"),
        Piece("insert", "over"),
        Piece("same", " 1,500 behind"),
    )


def test_the_shape_of_quotation_marks_is_no_edit() -> None:
    assert {piece.op for piece in compare('"safe"  now', "“safe” now")} == {"same"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "https://", "http://[", "", None]
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert link(url) is None


def test_a_web_address_is_a_link() -> None:
    assert link("https://courier.example/a?b=c") == "https://courier.example/a?b=c"


def test_line_ends_stay_as_they_are() -> None:
    assert str(shown("a\r\nb\tc")) == "a&#13;\nb\tc"
    assert "␍" in shown("a\rb")


@given(st.text(alphabet=st.characters()) | st.text("\ud800\r\n\0<>&\"'"))
def test_anything_can_be_shown(text: str) -> None:
    encodable(str(shown(text))).encode("utf-8")


def test_the_next_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with listen("127.0.0.1", port) as listener:
            assert listener.getsockname()[1] > port


def test_a_host_that_is_not_here_is_explained() -> None:
    with pytest.raises(SaysoError, match="cannot listen"):
        listen("192.0.2.1", 8321)


KYIV = Place("d", Span(0, 4), "e", 703448, "UA", "UA.12", 50.45, 30.52, "town", "dateline", 0.9)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (KYIV, "place: town, UA.12, GeoNames 703448 (where it was written)"),
        (Place("d", Span(0, 4), "e"), "place: not resolved"),
        (Place("d", Span(0, 4), "e", country="UA"), "place: somewhere in UA"),
        (Place("d", Span(0, 4), "e", precision="area"), "place: area"),
    ],
)
def test_a_place_says_what_it_was_read_as(place: Place, words: str) -> None:
    assert place_words(place) == words


def test_a_place_says_where_it_is() -> None:
    assert located_words(KYIV) == "town, UA.12, GeoNames 703448, 50.45° N, 30.52° E"
    south = replace(KYIV, latitude=-4.5, longitude=-60.0, precision="country", region=None)
    assert located_words(south) == "country, UA, GeoNames 703448, 4.50° S, 60.00° W"
