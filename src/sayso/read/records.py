"""JSON Lines, and JSON files that hold records: one receipt a record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.errors import ReadError
from sayso.read.decode import LONE_SURROGATE, decode, without_surrogates
from sayso.read.receipt import Given, Receipt
from sayso.rows import Problem

Found = Receipt | Problem
METADATA = ("title", "outlet", "byline", "url", "published")
ADVICE = 'each line must be an object such as {"id": "a1", "text": "…"}'


def line_records(name: str, lines: Iterable[bytes]) -> Iterator[Found]:
    """A receipt for each line of JSON Lines; the rest goes on where a line is not one."""
    for number, line in enumerate(lines, 1):
        data = line.strip()
        if number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf").strip()
        if data:
            yield from record(f"{name}:{number}", data)


def json_records(name: str, data: bytes) -> Iterator[Found]:
    """The records of a .json file: a list of them, a single one, or JSON Lines after all."""
    try:
        decoded = decode(name, data)
    except ReadError as error:
        yield Problem(None, name, "read", error.message)
        return
    if decoded.encoding != "utf-8":
        data = decoded.text.encode("utf-8", "replace")
    whole = _parse(decoded.text)
    if isinstance(whole, list):
        for number, item in enumerate(_items(decoded.text), 1):
            yield from record(f"{name}:{number}", item)
    elif isinstance(whole, dict):
        yield from record(name, data.strip())
    else:
        yield from line_records(name, data.splitlines())


def _items(text: str) -> Iterator[bytes]:
    """The items of a JSON list as they stand in the file, so that the bytes kept are its own."""
    decoder = json.JSONDecoder()
    position = text.index("[") + 1
    while True:
        while text[position] in " \t\r\n,":
            position += 1
        if text[position] == "]":
            return
        _, end = decoder.raw_decode(text, position)
        yield text[position:end].encode("utf-8", "replace")
        position = end


def record(name: str, data: bytes) -> Iterator[Found]:
    """The receipt of one record, preceded by what has to be said about it."""
    text, warning = record_text(data)
    value = _parse(text)
    if not isinstance(value, dict):
        what = "not JSON" if value is None else "JSON, but not an object"
        yield Problem(None, name, "read", f"this line is {what}: {ADVICE}")
        return
    if not isinstance(value.get("text"), str):
        yield Problem(None, name, "read", f'there is no string under "text": {ADVICE}')
        return
    given_id = value.pop("id", None)
    if given_id is not None and given_id != "" and not isinstance(given_id, dict | list):
        name = without_surrogates(str(given_id))
    identity = json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    receipt = Receipt(name, data, "record", identity, given(value))
    if warning:
        yield Problem(receipt.doc, name, "read", warning, "warning")
    if LONE_SURROGATE.search(value["text"]):
        message = "half a character (a lone surrogate) is in the text; it stands as U+FFFD"
        yield Problem(receipt.doc, name, "read", message, "warning")
    yield receipt


def given(value: dict[str, Any]) -> Given:
    """The metadata fields of a record, those that are strings or numbers and not empty."""
    fields = {key: value.get(key) for key in METADATA}
    return Given(
        **{
            key: without_surrogates(str(field)).strip() or None
            for key, field in fields.items()
            if isinstance(field, str | int) and not isinstance(field, bool)
        }
    )


def record_text(data: bytes) -> tuple[str, str | None]:
    """A record's line as characters, and a warning where its bytes are not valid UTF-8."""
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        note = (
            f"the record is not valid UTF-8, first at its byte {error.start}; JSON must be; "
            "each broken stretch stands as U+FFFD"
        )
        return data.decode("utf-8", "replace"), note


def _parse(text: str) -> Any:
    """The JSON value, or None where there is none (deep nesting and huge numbers included)."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def text_of(name: str, data: bytes) -> str:
    """The frozen text of a record: its ``text`` field, unchanged but for lone surrogates."""
    value = _parse(record_text(data)[0])
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ReadError(name, f'there is no string under "text": {ADVICE}')
    return without_surrogates(value["text"])
