"""Every page twice: as HTML from a template, and at the same address with ``.json`` as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from sayso.codec import encode
from sayso.web import words
from sayso.web.markup import encodable, link, shown

PAGE_SIZE = 50


class Refused(Exception):
    """A request that cannot be met, with what to tell the person who made it."""

    def __init__(self, status: int, title: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.title = title
        self.message = message


class Moved(Exception):
    """What was asked for is at another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows: ``context`` for its template, ``data`` (rows, or objects of rows)."""

    template: str
    context: Mapping[str, object]
    data: Mapping[str, object]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a list stands: page ``number`` (from 1), and whether there is one after it."""

    number: int
    more: bool
    total: int | None = None

    @property
    def offset(self) -> int:
        """How many items come before this page."""
        return (self.number - 1) * PAGE_SIZE

    @property
    def pages(self) -> int | None:
        """How many pages there are, where the total is known."""
        return None if self.total is None else max(1, -(-self.total // PAGE_SIZE))


def page_number(request: Request) -> int:
    """The page asked for; 1 if none is, or if it is no number."""
    given = request.query_params.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 9 else 1


def asked(request: Request, name: str) -> str | None:
    """A query parameter without white space around it; null if it is empty or not there."""
    return request.query_params.get(name, "").strip() or None


def add_page(pages: FastAPI, path: str, make: Callable[[Request], Answer], data: str) -> None:
    """Serve ``make`` at ``path`` as HTML and at ``data`` as JSON."""

    def as_data(request: Request) -> Response:
        return data_response(make(request))

    def as_page(request: Request) -> Response:
        answer = make(request)
        target = data_address(request, data)
        return html_response(request, answer.template, answer.context, answer.status, target)

    # Data first: a path that ends in a parameter would take its address too.
    for address, serve in ((data, as_data), (path, as_page)):
        pages.add_api_route(address, serve, methods=["GET", "HEAD"], include_in_schema=False)


def data_address(request: Request, data: str) -> str:
    """The address of the data that this page shows, with the same query."""
    filled = data.format_map(request.path_params)
    return f"{filled}?{request.url.query}" if request.url.query else filled


def data_response(answer: Answer) -> Response:
    """Rows as JSON, through the codec that exports them."""
    found = {name: encode(value) for name, value in answer.data.items()}
    # ASCII, so that even a lone surrogate in a text arrives as it is.
    body = json.dumps(found, ensure_ascii=True, allow_nan=False)
    return Response(body, answer.status, media_type="application/json")


def html_response(
    request: Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
    data: str | None = None,
) -> Response:
    """A template, filled."""
    made = (
        _environment()
        .get_template(template)
        .render(request=request, data_address=data, with_query=_with_query(request), **context)
    )
    return Response(encodable(made), status, media_type="text/html; charset=utf-8")


def error_page(request: Request, status: int, title: str, message: str) -> Response:
    """A page, or JSON where data was asked for, that says what went wrong and what to do."""
    if request.url.path.endswith(".json"):
        body = json.dumps({"error": title, "message": message})
        return Response(body, status, media_type="application/json")
    context = {"status": status, "title": title, "message": message}
    return html_response(request, "error.html", context, status)


def _with_query(request: Request) -> Callable[..., str]:
    """The current page's address with some parameters changed; those given as null removed."""

    def address(**changes: object) -> str:
        query = dict(request.query_params) | changes
        kept = {key: value for key, value in query.items() if value not in (None, "")}
        return f"{request.url.path}?{urlencode(kept)}" if kept else request.url.path

    return address


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": shown,
        "safe_link": link,
        "date_words": words.date_words,
        "called": words.called,
        "opening": words.opening,
        "file_name": words.file_name,
        "short_name": words.short_name,
        "edit_words": words.edit_words,
        "moment": words.moment,
        "counted": words.counted,
        "percent": words.percent,
        "unrepeated": words.unrepeated,
        "telling": words.telling,
        "wordy": words.wordy,
    }
    environment.globals |= {
        "KINDS": words.KINDS,
        "POLARITIES": words.POLARITIES,
        "SIGNS": words.SIGNS,
        "STANCES": words.STANCES,
        "EDITS": words.EDITS,
        "PUBLISHED_FROM": words.PUBLISHED_FROM,
    }
    return environment
