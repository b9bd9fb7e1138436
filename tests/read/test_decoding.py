"""Bytes to characters: the frozen text is what the file says, and odd bytes are reported."""

from __future__ import annotations

import pytest

from sayso.errors import ReadError
from sayso.read import Format, Receipt, read
from sayso.rows import Document, Problem

GERMAN = "Die Brücke über den Fluss wurde für längere Zeit gesperrt, hieß es. "
POLISH = "Zażółć gęślą jaźń, powiedział wójt. Rada gminy głosowała za zamknięciem mostu. "
RUSSIAN = "Мост через реку закрыт на неопределённое время, сообщил представитель города. "


def receipt(data: bytes, format_: Format = "text", name: str = "a.txt") -> Receipt:
    return Receipt(name, data, format_, data)


def document(data: bytes) -> Document:
    return read(receipt(data))[0]


def warnings(data: bytes) -> tuple[Problem, ...]:
    return read(receipt(data))[1]


@pytest.mark.parametrize(
    "text",
    [
        "  leading space and  double  spaces ",
        "carriage return\r\nand line feed\r",
        "👩‍👩‍👧 family, 🇦🇶 flag, e\u0301 combining",
        "שלום עולם and العربية \u202bmarks\u202c",
        "“odd„ ‘quotes” «here»",
        "NUL \x00 in plain text, a form feed \x0c and more words here",
    ],
)
def test_the_frozen_text_is_the_decoded_file(text: str) -> None:
    assert document(text.encode()).text == text
    assert document(text.encode()).encoding == "utf-8"


def test_a_byte_order_mark_is_recorded_and_left_out() -> None:
    assert document("\ufeffThe words.".encode()).text == "The words."
    assert document("\ufeffThe words.".encode()).encoding == "utf-8-sig"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_known_with_and_without_a_mark(encoding: str) -> None:
    text = "The council met on the bridge. " * 3
    assert document(text.encode(encoding)).text == text
    assert warnings(text.encode(encoding)) == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN * 5, "cp1251"),
        (RUSSIAN * 5, "koi8-r"),
        (GERMAN, "latin-1"),
    ],
)
def test_older_encodings_are_found_by_their_statistics(text: str, encoding: str) -> None:
    found = document(text.encode(encoding))
    assert found.text == text
    assert found.encoding not in (None, "utf-8")


def test_a_guessed_encoding_is_said_to_be_guessed() -> None:
    (problem,) = warnings((RUSSIAN * 5).encode("cp1251"))
    assert "guessed as cp1251" in problem.message
    assert warnings(GERMAN.encode("cp1252")) == ()


def test_one_typographic_mark_in_english_is_western() -> None:
    assert (
        document("It was the mayor\x92s word.".encode("latin-1")).text == "It was the mayor’s word."
    )


def test_truncated_utf8_is_read_with_a_warning() -> None:
    data = "The mayor said “we go”".encode()[:-1]
    (problem,) = warnings(data)
    assert document(data).text == "The mayor said “we go\ufffd"
    assert problem.severity == "warning"
    assert f"byte offset {len(data) - 2}" in problem.message
    assert "2 bytes" in problem.message


def test_slightly_broken_utf8_is_still_utf8() -> None:
    data = RUSSIAN.encode()
    broken = data[:21] + b"\xff" + data[21:]
    assert document(broken).encoding == "utf-8"
    assert document(broken).text.count("\ufffd") <= 3
    assert len(warnings(broken)) == 1


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\x00\x00", "\ufeff".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"empty|no text"):
        read(receipt(data))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image"),
        (b"PK\x03\x04 rest of it", "ZIP"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\x00\x01\x02\x03" * 100, "binary data"),
    ],
)
def test_a_binary_file_named_txt_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        read(receipt(data))
    assert caught.value.name == "a.txt"


def test_a_read_error_says_what_where_and_what_to_do() -> None:
    with pytest.raises(ReadError) as caught:
        read(receipt(b"%PDF-1.7 and so on", name="folder/a.txt"))
    assert str(caught.value).startswith("folder/a.txt: this is a PDF")
    assert "extension" in str(caught.value)


def test_fifty_megabytes_in_one_line_are_read() -> None:
    data = b"All the people said that it was fine on the day. " * 1_020_000
    assert len(document(data).text) == len(data)


def test_the_language_is_told_from_enough_letters() -> None:
    assert document(GERMAN.encode()).language == "de"
    assert document(b"Only a few 12.").language is None


@pytest.mark.parametrize("encoding", ["utf-7", "rot13", "zip", "idna", "no-such", "punycode"])
def test_a_page_that_declares_an_odd_encoding_is_read(encoding: str) -> None:
    page = f"<meta charset='{encoding}'><p>The café on the bridge is open again today.</p>"
    assert "café" in read(receipt(page.encode(), "html", "a.html"))[0].text
