"""The reference page of the ledger's tables, made from the tables themselves.

Write it anew with ``python -m sayso.ledger.reference > docs/reference/ledger.md``; a test fails
when it was forgotten.
"""

from __future__ import annotations

import sqlite3
import sys

from sayso.ledger import schema

_HEAD = """# The ledger

A ledger is one SQLite file. Any SQLite program can read it (`sqlite3`, Datasette, DuckDB, pandas);
only Sayso should write it. This page is made from the schema: `python -m sayso.ledger.reference`.

- **Schema version** {version}, in `PRAGMA user_version`. A ledger of an earlier version is brought
  up to date when it is opened; one of a later version is refused and left alone. The file's
  `application_id` is {application}.
- **Offsets** count code points of the document's frozen text, `[start, end)`. A row's own span is
  in the columns `start` and `end`; other spans, and lists, are JSON: `[12,40]`, `[[12,40]]`.
  SQLite's `substr` counts from 1 and stops at a NUL: `substr(text, start + 1, "end" - start)`.
- **Ids** are made from content: the same sources give the same ids. `number` is not one; it is a
  row's place in this file.
- **Entities**: rows of one document name the entities of that document (`local_entities`);
  `entity_links` says which entity across documents each is.
- **Safety**: one transaction a document, in a write-ahead log. A process killed at any moment loses
  at most the document it was writing; a power cut may lose the last few documents, and adding the
  same sources again brings them back. While the ledger is open, SQLite keeps two files beside it,
  `-wal` and `-shm`: copy a ledger when nobody has it open, or with `sqlite3 LEDGER ".backup COPY"`.

"""


def markdown() -> str:
    """The page."""
    connection = sqlite3.connect(":memory:")
    try:
        for step in schema.STEPS:
            connection.executescript(step)
        head = _HEAD.format(version=len(schema.STEPS), application=f"0x{schema.APPLICATION_ID:08x}")
        return head + "\n".join(_table(connection, name) for name in schema.TABLES)
    finally:
        connection.close()


def _table(connection: sqlite3.Connection, name: str) -> str:
    lines = [f"## {name}", "", schema.TABLES[name], "", "| column | type | |", "|---|---|---|"]
    found = connection.execute(f"PRAGMA table_info({name})")
    for _, column, kind, required, _, primary in found:
        notes = ["key"] if primary else ["never null"] if required else []
        lines.append(f"| {column} | {kind.lower() or 'text'} | {', '.join(notes)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
