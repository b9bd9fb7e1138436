"""What there is to read: files, folders and JSON Lines, as receipts. Cheap: hash and sniff only."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sayso.read.decode import binary_kind, without_surrogates
from sayso.read.receipt import Format, Receipt
from sayso.read.records import json_records, line_records
from sayso.rows import Problem, Severity

FORMATS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
# Text by its bytes and no article by its purpose: not read because it lies in a folder.
# fmt: off
NOT_ARTICLES = frozenset((
    ".css", ".js", ".ts", ".py", ".r", ".c", ".h", ".java", ".sh", ".csv", ".tsv", ".yml",
    ".yaml", ".toml", ".ini", ".cfg", ".lock", ".sql", ".ann", ".tex", ".bib", ".svg", ".ipynb",
    ".srt", ".vtt", ".log", ".conll", ".conllu",
))
# fmt: on
SNIFFED = 4096
Found = Receipt | Problem


def sources(paths: Iterable[str]) -> Iterator[Found]:
    """A receipt for each article that ``paths`` hold, a problem for each thing that cannot be one.

    A path is a file, a folder (walked in sorted order, hidden files left out) or ``-`` for JSON
    Lines on standard input. Nothing is decoded here; ``read`` does that. Never raises for a path.
    """
    for path in paths:
        found = _standard_input() if path == "-" else _path(path)
        for one in found:
            # A file name that is not UTF-8 has surrogates, which no table or stream can hold.
            name = without_surrogates(one.name)
            yield one if name == one.name else replace(one, name=name)


def _standard_input() -> Iterator[Found]:
    # A parent may have closed it; then there is none.
    if sys.stdin is None:
        message = "standard input is closed; send JSON Lines into it or name a file"
        yield Problem(None, "stdin", "read", message)
        return
    yield from line_records("stdin", sys.stdin.buffer)


def _path(name: str) -> Iterator[Found]:
    if not name:
        # Path("") would be the folder we are in: not what an unset variable of a script means.
        yield Problem(None, '""', "read", "the name is empty; give a file or a folder")
        return
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(name, path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    else:
        yield from _file(path, name, mode, "failed")


def _folder(top: Path) -> Iterator[Found]:
    """Every file below ``top``, without recursion and never twice through a folder."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            entries = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            yield _unreadable(str(folder), folder, error)
            continue
        if (status.st_dev, status.st_ino) in seen:
            message = "this folder was already read under another name (a link to it); skipped"
            yield Problem(None, str(folder), "read", message, "warning")
            continue
        seen.add((status.st_dev, status.st_ino))
        folders: list[Path] = []
        yield from _entries(folder, entries, folders)
        waiting.extend(reversed(folders))


def _entries(folder: Path, entries: list[str], folders: list[Path]) -> Iterator[Found]:
    """The files of one folder; its folders are put into ``folders``."""
    for entry in entries:
        path = folder / entry
        # A ledger's journal and shared memory lie beside it under its name.
        if entry.startswith(".") or any(part.startswith(".ledger") for part in path.suffixes):
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _unreadable(str(path), path, error)
            continue
        if stat.S_ISDIR(mode):
            folders.append(path)
        else:
            yield from _file(path, str(path), mode, "warning")


def _file(path: Path, name: str, mode: int, severity: Severity) -> Iterator[Found]:
    if not stat.S_ISREG(mode):
        message = "this is not a regular file; to read from a pipe, give - and JSON Lines"
        yield Problem(None, name, "read", message, severity)
        return
    try:
        yield from _regular(path, name, severity)
    except OSError as error:
        yield _unreadable(name, path, error)


def _regular(path: Path, name: str, severity: Severity) -> Iterator[Found]:
    suffix = path.suffix.lower()
    kind = FORMATS.get(suffix)
    if kind is None:
        with path.open("rb") as file:
            head = file.read(SNIFFED)
        kind = sniff(head)
        if kind is None or (severity == "warning" and suffix in NOT_ARTICLES):
            yield Problem(None, name, "read", _refusal(head, suffix), severity)
            return
    yield from _of_kind(path, name, kind, severity)


def _of_kind(path: Path, name: str, kind: str, severity: Severity) -> Iterator[Found]:
    if kind == "lines":
        with path.open("rb") as file:
            yield from line_records(name, file)
        return
    data = path.read_bytes()
    if kind == "json":
        yield from json_records(name, data)
    elif kind == "feed":
        from sayso.read.feeds import feed_entries

        yield from feed_entries(name, data, severity)
    else:
        yield _file_receipt(name, data, kind)


def _file_receipt(name: str, data: bytes, kind: str) -> Receipt:
    formats: dict[str, Format] = {
        "text": "text",
        "markdown": "markdown",
        "html": "html",
        "pdf": "pdf",
    }
    return Receipt(name=name, data=data, format=formats[kind], identity=data)


def sniff(head: bytes) -> str | None:
    """What a file without a telling extension holds, from its first bytes; None: not for us."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if binary_kind(head) is not None:
        return None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<") and any(tag in start for tag in (b"<rss", b"<feed", b"<rdf:rdf")):
        return "feed"
    if start.startswith(b"<?xml") and b"<html" in start:
        return "html"
    return "lines" if start.startswith(b'{"') else "text"


def _refusal(head: bytes, suffix: str) -> str:
    kind = binary_kind(head) or f"a {suffix} file"
    return f"this is {kind}, which is not read; give text, Markdown, HTML, PDF, JSON Lines or feeds"


def _unreadable(name: str, path: Path, error: Exception) -> Problem:
    if isinstance(error, PermissionError):
        message = "no permission to read it; change its permissions (chmod +r) and run again"
    elif isinstance(error, FileNotFoundError) and path.is_symlink():
        message = f"broken symbolic link: it points to {path.readlink()}, which does not exist"
    elif isinstance(error, FileNotFoundError):
        message = "there is no such file or folder; check the path"
    else:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message = f"cannot be read: {reason}"
    return Problem(None, name, "read", message)
