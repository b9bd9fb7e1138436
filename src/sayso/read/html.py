"""HTML pages: the body by trafilatura, metadata from the page's own declarations, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from sayso.errors import ReadError
from sayso.read.decode import decode, known_encoding
from sayso.read.markup import Element, paragraphs, tree
from sayso.read.metadata import page_metadata
from sayso.read.page import Page

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|encoding=[\"']([\w.-]+)", re.I)
HEAD = 4096
TAGS = re.compile(r"<(?:script|style|title)\b[^>]*>[^<]*|<!?/?[a-z-][^<>]*>?", re.I)
LETTERS = re.compile(r"[\W_]+")
# Trafilatura refuses or shortens pages that are not articles; below this share of a short page's
# words the whole visible page is kept instead, so that a statement of two lines is not lost.
SHORT_PAGE = 1_500
SHARE = 0.2


def html_page(name: str, data: bytes) -> Page:
    """The page: frozen text is headline, blank line, body. Raises ``ReadError`` if it is empty."""
    head = CHARSET.search(data[:HEAD])
    declared = (head[1] or head[2]).decode("ascii") if head else None
    decoded = decode(name, data, known_encoding(declared))
    root = tree(decoded.text)
    if root is None:
        raise ReadError(name, "there is no text in this page; remove it or give another file")
    page = page_metadata(root)
    body = body_paragraphs(root) or _stripped(decoded.text)
    text = joined(page.title, body)
    return replace(page, text=text, encoding=decoded.encoding, warnings=decoded.warnings)


def joined(title: str | None, body: list[str]) -> str:
    """Title, blank line, body; without a second headline where the body begins with it."""
    title = " ".join(title.split()) if title else ""
    if body and title and _letters(body[0]) == _letters(title):
        body = body[1:]
    return "\n\n".join([*([title] if title else []), *body])


def _stripped(markup: str) -> list[str]:
    """The words between the tags, where the parser gave up (markup nested hundreds deep)."""
    words = TAGS.sub(" ", markup).split()
    return [" ".join(words)] if words else []


def _letters(text: str) -> str:
    return LETTERS.sub("", text).casefold()


def body_paragraphs(root: Element) -> list[str]:
    """The article's paragraphs; all that is visible where no article can be told from the rest."""
    article = _article(deepcopy(root))
    size = _size(article)
    if size > SHORT_PAGE:
        return article
    visible = paragraphs(root)
    whole = _size(visible)
    return visible if not size or (whole < SHORT_PAGE and size < SHARE * whole) else article


def _size(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


def _article(root: Element) -> list[str]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            root, include_comments=False, include_links=False, with_metadata=False
        )
    except Exception:
        # Odd markup makes it raise from many places; the visible text is the answer then.
        return []
    body = getattr(found, "body", None)
    return [] if body is None else paragraphs(body, hidden=frozenset())
