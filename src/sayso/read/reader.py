"""One receipt to one document: the format's reader, then what the text itself says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sayso.errors import ReadError
from sayso.read.dates import parse_date
from sayso.read.decode import decode, without_surrogates
from sayso.read.front import complete
from sayso.read.language import language
from sayso.read.page import Page
from sayso.read.receipt import Format, Receipt
from sayso.read.records import text_of
from sayso.rows import Document, Problem

EMPTY = "there is no text in it; remove it or give another file"


def read(receipt: Receipt) -> tuple[Document, tuple[Problem, ...]]:
    """The document in a receipt, and what has to be said about it as warnings.

    Raises ``ReadError`` for what cannot be read. Given fields come before the format's metadata,
    that before what the text says.
    """
    page = _page(receipt)
    if not page.text.strip("\x00\ufeff \t\r\n\v\f\u00a0\u200b"):
        raise ReadError(receipt.name, EMPTY)
    page = _with_given(page, receipt)
    warnings = list(page.warnings)
    document = _document(receipt, page, warnings)
    problems = [
        Problem(document.id, document.name, "read", warning, "warning") for warning in warnings
    ]
    return document, tuple(problems)


def _page(receipt: Receipt) -> Page:
    if not receipt.data.strip(b"\x00 \t\r\n"):
        raise ReadError(receipt.name, "the file is empty; remove it or give another file")
    return READERS[receipt.format](receipt)


def _text(receipt: Receipt) -> Page:
    decoded = decode(receipt.name, receipt.data)
    return Page(decoded.text, decoded.encoding, warnings=decoded.warnings)


def _markdown(receipt: Receipt) -> Page:
    from sayso.read.markdown import markdown_page

    return markdown_page(decode(receipt.name, receipt.data))


def _html(receipt: Receipt) -> Page:
    from sayso.read.html import html_page

    return html_page(receipt.name, receipt.data)


def _pdf(receipt: Receipt) -> Page:
    from sayso.read.pdf import pdf_page

    return pdf_page(receipt.name, receipt.data)


def _record(receipt: Receipt) -> Page:
    return Page(text_of(receipt.name, receipt.data), "utf-8", published_from="given")


def _entry(receipt: Receipt) -> Page:
    from sayso.read.feeds import entry_page

    return entry_page(receipt.name, receipt.data)


READERS: dict[Format, Callable[[Receipt], Page]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "record": _record,
    "entry": _entry,
}


def _with_given(page: Page, receipt: Receipt) -> Page:
    """What came with the text from outside goes before what the format says."""
    given = receipt.given
    if given.published and receipt.format != "entry":
        page = replace(page, published=given.published, published_from="given", weak=False)
    return replace(
        page,
        title=given.title or page.title,
        outlet=given.outlet or page.outlet,
        byline=given.byline or page.byline,
        url=given.url or page.url,
        published=given.published or page.published,
    )


def _document(receipt: Receipt, page: Page, warnings: list[str]) -> Document:
    text = without_surrogates(page.text)
    document = Document(
        id=receipt.doc,
        name=receipt.name,
        sha256=receipt.sha256,
        text=text,
        title=_clean(page.title),
        outlet=_clean(page.outlet),
        byline=_clean(page.byline),
        url=_clean(page.url),
        language=language(text),
        format=receipt.format,
        encoding=page.encoding,
    )
    return complete(_dated(document, page, warnings), weak=page.weak)


def _clean(value: str | None) -> str | None:
    """One line, without white space around it; None where nothing is left."""
    return " ".join(without_surrogates(value).split()) or None if value else None


def _dated(document: Document, page: Page, warnings: list[str]) -> Document:
    if not page.published:
        return document
    moment = parse_date(page.published)
    if moment is None:
        shown = without_surrogates(page.published)[:60]
        warnings.append(
            f"the published date {shown!r} cannot be read; write it as 2023-07-29 "
            "(a day and month that could be either are not guessed)"
        )
        return document
    return replace(
        document,
        published=moment.value,
        published_precision=moment.precision,
        published_from=page.published_from,
    )
