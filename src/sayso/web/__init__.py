"""The pages: a ledger in the browser, on this machine only."""

from __future__ import annotations

from sayso.web.app import app
from sayso.web.server import serve

__all__ = ["app", "serve"]
