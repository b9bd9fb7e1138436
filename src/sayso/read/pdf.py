"""PDF files: the text layer by pdfium, pages parted by a blank line, nothing rearranged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReadError
from sayso.read.decode import without_surrogates
from sayso.read.page import Page

NO_TEXT = "this PDF has no text layer (scanned pages?); run text recognition on it first"
# What pdfium puts where a line ends in a hyphen that parts a word.
PARTED = "\ufffe"
CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
# Titles that programs write on their own: file names, "untitled", "Microsoft Word - …".
MACHINE_TITLE = re.compile(
    r"untitled|document\s?\d*$|microsoft |slide \d|.*\.(?:docx?|pdf|odt|rtf|tex|indd|html?)$",
    re.I,
)
MACHINE_AUTHOR = re.compile(r"(?:user|admin\w*|owner|unknown|author|root|.*[@\\/_\d].*)$", re.I)


def pdf_page(name: str, data: bytes) -> Page:
    """The page of a PDF. Raises ``ReadError`` for one that is broken, locked or only images."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise ReadError(name, _reason(str(error))) from None
    try:
        text = "\n\n".join(page for page in _pages(document) if page.strip())
        metadata = document.get_metadata_dict(skip_empty=True)
    except PdfiumError as error:
        raise ReadError(name, f"a page of this PDF cannot be read: {error}") from None
    finally:
        document.close()
    if not text.strip():
        raise ReadError(name, NO_TEXT)
    return Page(
        text,
        title=_sensible(metadata.get("Title"), MACHINE_TITLE),
        byline=_sensible(metadata.get("Author"), MACHINE_AUTHOR),
        published=_created(metadata.get("CreationDate")),
        weak=True,
    )


def _reason(error: str) -> str:
    if "password" in error.lower():
        return "this PDF is locked with a password; unlock it and give the unlocked file"
    return f"this is no readable PDF ({error}); open it in a viewer and save it again"


def _pages(document: Any) -> Iterator[str]:
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        yield without_surrogates(layer.get_text_bounded().replace(PARTED, "-"))
        layer.close()
        page.close()


def _sensible(value: str | None, machine: re.Pattern[str]) -> str | None:
    """A metadata field, unless a program wrote it rather than a person."""
    value = " ".join(value.split()) if value else ""
    return value if " " in value and not machine.match(value) else None


def _created(value: str | None) -> str | None:
    match = CREATED.match(value or "")
    return "-".join(match.groups()) if match else None
