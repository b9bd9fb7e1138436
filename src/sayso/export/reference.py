"""The reference page of the exported tables, made from the row types and their docstrings.

Write it anew with ``python -m sayso.export.reference > docs/reference/rows.md``; a test fails when
it was forgotten.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from typing import Literal, get_args

from sayso import rows
from sayso.codec import key

# Table name and row type, in the order of a text's way through Sayso; then what is inside rows.
_TABLES = {
    "documents": rows.Document,
    "sentences": rows.Sentence,
    "times": rows.Time,
    "quantities": rows.Quantity,
    "mentions": rows.Mention,
    "entities": rows.Entity,
    "places": rows.Place,
    "attributions": rows.Attribution,
    "voices": rows.Voice,
    "phrases": rows.Phrase,
    "namings": rows.Naming,
    "names": rows.Name,
    "passages": rows.Passage,
    "problems": rows.Problem,
    "decisions": rows.Decision,
}
_PARTS = (
    rows.Alias,
    rows.Role,
    rows.NameSpeaker,
    rows.PassageMember,
    rows.Wording,
    rows.Edit,
    rows.Anchor,
    rows.Withdrawal,
)
_JSON = (
    ("tuple[", "["),
    (", ...]", " …]"),
    ("Span", "[start, end]"),
    (" | None", " or null"),
    ("str", "string"),
    ("int", "integer"),
    ("float", "number"),
)
_HEAD = """# The rows

`sayso export` writes one file for each table below; `sayso annotate` writes those of a single
document as one stream, each row with its `"table"`. This page is made from the code:
`python -m sayso.export.reference`. Spans are `[start, end]` in code points of the document's
`text`, the end excluded. Dates are ISO 8601, no more precise than the text is. In CSV, lists and
objects are JSON, and a cell that a spreadsheet would take for a formula has an apostrophe before
it.

"""


def markdown() -> str:
    """The page."""
    classes = {
        node.name: node
        for node in ast.parse(inspect.getsource(rows)).body
        if isinstance(node, ast.ClassDef)
    }
    tables = (_section(name, classes[row.__name__]) for name, row in _TABLES.items())
    parts = (_section(row.__name__, classes[row.__name__]) for row in _PARTS)
    return _HEAD + "\n".join(tables) + "\n# Inside rows\n\n" + "\n".join(parts)


def _section(name: str, node: ast.ClassDef) -> str:
    about = _line(ast.get_docstring(node) or "")
    lines = [f"## {name}", "", about, "", "| field | type | |", "|---|---|---|"]
    lines += [f"| {field} | {kind} | {note} |" for field, kind, note in _fields(node)]
    return "\n".join(lines) + "\n"


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    for statement, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            kind = _kind(statement.annotation)
            yield key(statement.target.id), kind, _line(_string(after))


def _kind(annotation: ast.expr) -> str:
    """A type as JSON has it: the words that are allowed are listed, spans are ``[start, end]``."""
    written = ast.unparse(annotation)
    words = get_args(getattr(rows, written, None)) or get_args(_literal(written))
    if words:
        return ", ".join(words)
    for python, json in _JSON:
        written = written.replace(python, json)
    return f"`{written}`"


def _literal(written: str) -> object:
    return Literal[tuple(ast.literal_eval(f"({written[8:-1]},)"))] if "Literal" in written else None


def _string(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def _line(text: str) -> str:
    return " ".join(text.replace("``", "`").split())


if __name__ == "__main__":
    sys.stdout.write(markdown())
