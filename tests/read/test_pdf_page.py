"""PDF files: the text layer, and a clear word where there is none."""

from __future__ import annotations

import pytest

from sayso.errors import ReadError
from sayso.read import Receipt, layout, read
from sayso.rows import Document


def make_pdf(*pages: str, info: str = "") -> bytes:
    """A PDF with one page for each text, its lines set one under another."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", f"<< {info} >>"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for page in pages:
        shown = " T* ".join(f"({line}) Tj" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 60 760 Td {shown} ET" if page else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents "
            f"{content} 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made = "%PDF-1.4\n"
    offsets = []
    for number, content_ in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{content_}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
    return (made + f"startxref\n{start}\n%%EOF\n").encode("latin-1")


def document(data: bytes) -> Document:
    return read(Receipt("a.pdf", data, "pdf", data))[0]


def test_pages_are_parted_by_a_blank_line() -> None:
    assert document(make_pdf("First page.", "Second page.")).text == "First page.\n\nSecond page."


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council of Vell voted on Monday to close the northern\n"
        "pier for a whole year, whatever the fishermen of the town\nmay say about it."
    )
    found = document(make_pdf(text))
    assert [block.kind for block in layout(found)] == ["paragraph"]


def test_a_sentence_over_a_page_break_is_one_paragraph() -> None:
    first = "The council of Vell met. It voted on Monday to close the northern pier for a"
    found = document(make_pdf("Statement of the council", first, "year and a day."))
    paragraphs = [block for block in layout(found) if block.kind == "paragraph"]
    assert len(paragraphs) == 1


def test_page_numbers_are_furniture() -> None:
    page = (
        "The council of Vell voted on Monday to close the northern\n"
        "pier for a whole year, whatever the fishermen of the town\nmay say about it.\n"
        "Council of Vell - page 1 of 2"
    )
    found = document(make_pdf(page))
    assert [block.kind for block in layout(found)] == ["paragraph", "furniture"]


def test_metadata_is_taken_where_a_person_wrote_it() -> None:
    info = (
        "/Title (Statement on the pier) /Author (Oda Marsh) /CreationDate (D:20310502101500+02'00')"
    )
    found = document(make_pdf("The pier is closed.", info=info))
    assert (found.title, found.byline) == ("Statement on the pier", "Oda Marsh")
    assert (found.published, found.published_from) == ("2031-05-02", "metadata")


@pytest.mark.parametrize("title", ["Microsoft Word - draft.doc", "untitled", "pier final.docx"])
def test_a_title_that_a_program_wrote_is_left_out(title: str) -> None:
    found = document(make_pdf("The pier is closed today.", info=f"/Title ({title}) /Author (user)"))
    assert (found.title, found.byline) == (None, None)


def test_the_date_in_the_text_goes_before_that_of_the_file() -> None:
    info = "/CreationDate (D:20350101000000)"
    found = document(make_pdf("2 May 2031 10:15\nThe council of Vell closed the pier.", info=info))
    assert (found.published, found.published_from) == ("2031-05-02", "text")


def test_a_pdf_without_a_text_layer_is_refused() -> None:
    with pytest.raises(ReadError, match="no text layer"):
        document(make_pdf(""))


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"no pdf at all", make_pdf("Words.")[:300]])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"no readable PDF|no text layer"):
        document(data)
