"""What a page declares about itself: JSON-LD, meta tags, the canonical link, its headline.

Only declarations are read, no date is guessed from the page's text or its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sayso.read.markup import Element, words
from sayso.read.page import Page

PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
)
AUTHOR = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")
SITE = ("og:site_name", "application-name", "dc.publisher", "copyright")
ARTICLE = re.compile(r"Article|Posting|Report|WebPage", re.I)
JSON_MAX = 1_000_000
NODES_MAX = 2_000


def page_metadata(root: Element) -> Page:
    """Title, outlet, byline, address and published date as the page declares them; no text."""
    tags = _meta(root)
    linked = _linked(root)
    url = _url(root, tags, linked)
    return Page(
        text="",
        title=_title(root, tags, linked),
        outlet=_first(tags, SITE[:2])
        or linked.get("publisher")
        or _first(tags, SITE[2:3])
        or _host(url),
        byline=_byline(root, tags, linked),
        url=url,
        published=linked.get("datePublished") or _first(tags, PUBLISHED) or _time(root),
    )


def _meta(root: Element) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = (element.get("content") or "").strip()
        if key and value:
            tags.setdefault(key.strip().lower(), value)
    return tags


def _first(tags: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((tags[key] for key in keys if key in tags), None)


def _title(root: Element, tags: dict[str, str], linked: dict[str, str]) -> str | None:
    declared = linked.get("headline") or tags.get("og:title") or tags.get("twitter:title")
    if declared:
        return _plain(declared)
    headings = [words(element) for element in root.iter("h1")]
    whole = next((words(element) for element in root.iter("title")), "")
    if len([heading for heading in headings if heading]) == 1 or not whole:
        return next((heading for heading in headings if heading), None) or whole or None
    return next((heading for heading in headings if heading and heading in whole), whole)


def _plain(value: str) -> str:
    return " ".join(value.split())


def _byline(root: Element, tags: dict[str, str], linked: dict[str, str]) -> str | None:
    declared = linked.get("author") or _first(tags, AUTHOR)
    if declared and not declared.startswith(("http:", "https:", "//")):
        return _plain(declared)
    for element in root.iter("a", "span", "p", "div", "address"):
        marked = element.get("rel") == "author" or element.get("itemprop") == "author"
        marked = marked or "byline" in (element.get("class") or "").lower().split()
        line = words(element) if marked else ""
        if line and len(line) <= 100:
            return re.sub(r"^(?i:by)\s+", "", line)
    return None


def _url(root: Element, tags: dict[str, str], linked: dict[str, str]) -> str | None:
    canonical = [
        link.get("href", "").strip()
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    candidates = [*canonical, tags.get("og:url", ""), linked.get("url", "")]
    return next((one for one in candidates if one.startswith(("http://", "https://"))), None)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return str(host).removeprefix("www.") if host else None


def _time(root: Element) -> str | None:
    """The page's ``<time>`` that is marked as its publication, or the only one in it."""
    times = [one for one in root.iter("time") if one.get("datetime")]
    marked = [
        one
        for one in times
        if one.get("pubdate") is not None or one.get("itemprop") == "datePublished"
    ]
    chosen = marked or (times if len({one.get("datetime") for one in times}) == 1 else [])
    return chosen[0].get("datetime") if chosen else None


def _linked(root: Element) -> dict[str, str]:
    """The fields of the first article in the page's JSON-LD, as strings."""
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        for node in _nodes(element.text or ""):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(one, str) and ARTICLE.search(one) for one in kinds):
                fields = {
                    key: _name(node.get(key))
                    for key in ("headline", "datePublished", "author", "publisher", "url")
                }
                return {key: value for key, value in fields.items() if value}
    return {}


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, outermost first, at most ``NODES_MAX``."""
    try:
        waiting: list[Any] = [json.loads(source, strict=False)] if len(source) < JSON_MAX else []
    except (ValueError, RecursionError):
        return
    for _ in range(NODES_MAX):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))


def _name(value: Any) -> str | None:
    """A string, the ``name`` of an object, or those of a list joined by commas."""
    if isinstance(value, str):
        return _plain(value) or None
    if isinstance(value, dict):
        inner = value.get("name")
        return _plain(inner) if isinstance(inner, str) else None
    if isinstance(value, list):
        names = [name for one in value[:10] if not isinstance(one, list) and (name := _name(one))]
        return ", ".join(names) or None
    return None
