"""Who may change the ledger through the pages: a person at one of them, and no other site.

A form is taken only if it holds the token that this server put into its pages, which no other site
can read, and if the browser does not say that another site sent it. Pages carry ``Referrer-Policy:
no-referrer``, with which browsers call the origin of a form "null"; what they say in
``Sec-Fetch-Site`` tells more.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from sayso.run.ruling import user
from sayso.web.answer import Refused

_LARGEST: Final = 1_000_000
"""Bytes of a form: room for the ids of more documents than a page lists."""
_FIELDS: Final = 5_000


class Gate:
    """The way in for forms. ``token`` is new with every start of the server."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.token = secrets.token_urlsafe(24)

    @property
    def closed(self) -> str | None:
        """Why nothing can be ruled here; null where it can."""
        if os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK):
            return None
        return (
            f"{self.path.name} may only be read here, so nobody can rule on it: its file, or the "
            "folder it is in, is write-protected."
        )

    @property
    def user(self) -> str:
        """The name to propose to whoever rules."""
        return user() or ""

    def check(self, request: Request, form: Form) -> None:
        """Raise ``Refused`` unless the form came from one of this server's pages."""
        if self.closed:
            raise Refused(403, "This ledger is read-only", self.closed)
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None and site != "same-origin":
            raise Refused(403, "Sent by another site", "Only Sayso's own pages may rule.")
        origin = request.headers.get("Origin", "null")
        if origin != "null" and urlsplit(origin).netloc != request.headers.get("Host"):
            raise Refused(403, "Sent by another site", "Only Sayso's own pages may rule.")
        if not secrets.compare_digest(form.one("token").encode(), self.token.encode()):
            message = (
                "Nothing was changed. Sayso was started again since that page was made: go back, "
                "load it again, and send it once more."
            )
            raise Refused(403, "This page is out of date", message)


class Form:
    """What a form sent: each field's values, without white space around them."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self._values = values

    def one(self, name: str) -> str:
        """The value of a field; empty if it was not sent."""
        return self.all(name)[0] if self.all(name) else ""

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return [value.strip() for value in self._values.get(name, ())]


async def form_of(request: Request) -> Form:
    """The form that a request sends. Raises ``Refused`` for anything else, and for too much."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(415, "No form", "Decisions are sent by the forms of Sayso's own pages.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Refused(413, "Too much at once", "Choose fewer documents and rule in parts.")
    try:
        return Form(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:
        raise Refused(400, "A form that cannot be read", "Load the page again.") from None
