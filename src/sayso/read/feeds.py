"""RSS and Atom feeds: each entry is an article of its own."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from typing import Any

from sayso.errors import ReadError
from sayso.read.decode import binary_kind, without_surrogates
from sayso.read.html import joined
from sayso.read.markup import paragraphs, tree
from sayso.read.page import Page
from sayso.read.receipt import Given, Receipt
from sayso.rows import Problem, Severity

Found = Receipt | Problem
FIELDS = ("id", "link", "title", "author", "published", "content", "outlet")


def feed_entries(name: str, data: bytes, severity: Severity) -> Iterator[Found]:
    """A receipt for each entry of a feed; a problem where the file is no feed or has no entry."""
    import feedparser

    if binary_kind(data) is not None:
        yield Problem(None, name, "read", f"this is {binary_kind(data)}, not a feed", severity)
        return
    try:
        # A stream, because a string that looks like an address would be fetched.
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False)
    except Exception as error:
        # Broken XML makes it raise from many places.
        yield Problem(None, name, "read", f"this feed cannot be parsed: {error}", severity)
        return
    if not feed.entries:
        message = "this XML file holds no feed entries (RSS or Atom); give feeds, HTML or text"
        yield Problem(None, name, "read", message, severity)
    outlet = _string(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry_receipt(f"{name}:{number}", entry, outlet)


def _entry_receipt(name: str, entry: Any, outlet: str | None) -> Receipt:
    fields = {
        "author": _string(entry.get("author")),
        "content": _content(entry),
        "id": _string(entry.get("id")),
        "link": _string(entry.get("link")),
        "outlet": outlet,
        "published": _published(entry),
        "title": _string(entry.get("title")),
    }
    data = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    given = Given(
        title=_markup_title(fields["title"]),
        outlet=outlet,
        byline=fields["author"],
        url=fields["link"],
        published=fields["published"],
    )
    return Receipt(fields["link"] or fields["id"] or name, data, "entry", data, given)


def _string(value: Any) -> str | None:
    return without_surrogates(value).strip() or None if isinstance(value, str) else None


def _content(entry: Any) -> str:
    """The longest of the entry's contents, else its summary."""
    contents = [_string(one.get("value")) or "" for one in entry.get("content", [])]
    return max([*contents, _string(entry.get("summary")) or ""], key=len)


def _published(entry: Any) -> str | None:
    """As the feed words it where that can be read, else as feedparser understood it (UTC)."""
    from sayso.read.dates import parse_date

    for key in ("published", "created", "updated"):
        worded = _string(entry.get(key))
        if worded and parse_date(worded):
            return worded
        parsed = entry.get(f"{key}_parsed")
        if isinstance(parsed, time.struct_time):
            return time.strftime("%Y-%m-%d", parsed)
    return _string(entry.get("published"))


def _markup_title(title: str | None) -> str | None:
    """A title without the markup and entities that feeds put into it."""
    if title is None or not ("<" in title or "&" in title):
        return title
    root = tree(f"<div>{title}</div>")
    return " ".join(paragraphs(root)) or title if root is not None else title


def entry_page(name: str, data: bytes) -> Page:
    """The page of an entry: its title and all the visible words of its content."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise ReadError(name, "this feed entry is damaged; read the feed again")
    title = _markup_title(_string(fields.get("title")))
    content = _string(fields.get("content")) or ""
    root = tree(f"<div>{content}</div>") if content else None
    body = paragraphs(root) if root is not None else []
    return Page(joined(title, body), title=title, published=_string(fields.get("published")))
