"""The pinned floors: reading them, and finding those that were lowered without a word."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that one version of the file has lower than the version before it, or not at all."""

    figure: str
    before: float
    after: float | None


def floors(text: str | None = None) -> dict[str, float]:
    """Floors by "benchmark.figure"; of the file in the tree unless another text is given."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8") if text is None else text)
    return {
        f"{name}.{figure}": float(value)
        for name, table in tables.items()
        if isinstance(table, dict)
        for figure, value in table.items()
    }


def silently_lowered(old: str, new: str) -> list[Lowered]:
    """Floors lower in ``new`` than in ``old`` for which ``new`` has no reason written down."""
    before, after = floors(old), floors(new)
    said = {(entry["figure"], entry.get("to")) for entry in _reasons(new)}
    return [
        Lowered(figure, floor, after.get(figure))
        for figure, floor in before.items()
        if after.get(figure, float("-inf")) < floor and (figure, after.get(figure)) not in said
    ]


def _reasons(text: str) -> list[Mapping[str, object]]:
    """The [[lowered]] entries that do say why."""
    entries = tomllib.loads(text).get("lowered", [])
    return [entry for entry in entries if str(entry.get("why", "")).strip()]


def history() -> list[str]:
    """Every committed version of the floors, oldest first, then the one in the tree.

    Empty of commits where there is no git or no history, as in an unpacked archive.
    """
    versions = [
        text
        for commit in _git("rev-list", "--reverse", "HEAD", "--", str(FILE)).split()
        if (text := _git("show", f"{commit}:./{FILE.name}"))
    ]
    return [*versions, FILE.read_text(encoding="utf-8")]


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=FILE.parent, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
