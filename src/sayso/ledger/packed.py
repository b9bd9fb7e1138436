"""Receipts in the ledger: their bytes, compressed, and what makes two of them one document."""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import TYPE_CHECKING

from sayso.codec import decode

if TYPE_CHECKING:
    from sayso.read.receipt import Receipt

_WINDOW = 32_768
"""How far back zlib looks: more of a dictionary than this is of no use to it."""


def pack_identity(receipt: Receipt) -> bytes | None:
    """The identity in a few bytes, told from the data that it mostly repeats; null if the same."""
    if receipt.identity == receipt.data:
        return None
    press = zlib.compressobj(9, zdict=receipt.data[-_WINDOW:] or b"\0")
    return press.compress(receipt.identity) + press.flush()


def unpack_identity(packed: bytes | None, data: bytes) -> bytes:
    """The inverse of ``pack_identity``."""
    if packed is None:
        return data
    return zlib.decompressobj(zdict=data[-_WINDOW:] or b"\0").decompress(packed)


def receipt(connection: sqlite3.Connection, doc: str) -> Receipt:
    """The receipt from which a document was read; ``KeyError`` if there is none."""
    from sayso.read.receipt import Given, Receipt

    sql = (
        "SELECT d.name, r.format, r.given, r.identity, r.bytes FROM documents d "
        "JOIN received r ON r.doc = d.id AND r.sha256 = d.sha256 WHERE d.id = ?"
    )
    record = connection.execute(sql, (doc,)).fetchone()
    if record is None:
        raise KeyError(doc)
    name, kind, given, identity, packed = record
    data = zlib.decompress(packed)
    made = decode(Given, json.loads(given))
    return Receipt(name, data, kind, unpack_identity(identity, data), made)
