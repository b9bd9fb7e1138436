"""The one door to the benchmarks: a name and a folder in, figures out."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sayso.bench import attribution, copies, quantity, time
from sayso.errors import BenchError

# The folder that each gold is known by, for callers who name the folder that holds several.
FOLDERS = {"attribution": "polnear", "time": "time", "quantity": "quant"}


class Figures(Protocol):
    """A frozen dataclass of numbers; ``sayso.codec.encode`` makes JSON of it."""

    __dataclass_fields__: dict[str, object]


def measure(name: str, data: Path | None, split: str | None, limit: int | None) -> object:
    """Run the benchmark ``name``. Raises ``BenchError`` when its data is missing."""
    if name == "copies":
        return copies.run(limit or 300)
    folder = locate(name, data)
    if name == "attribution":
        return attribution.run(folder, split or "dev", limit)
    if name == "time":
        return time.run(folder, split)
    return quantity.run(folder)


def locate(name: str, data: Path | None) -> Path:
    """The gold's own folder, given it or one that holds it (under ``data/`` or not)."""
    if data is None:
        raise BenchError(f"bench {name} needs --data DIR, the folder of its gold")
    if not data.is_dir():
        raise BenchError(f"{data}: no such folder; bench {name} needs the folder of its gold")
    known = FOLDERS[name]
    for folder in (data / known, data / "data" / known):
        if folder.is_dir():
            return folder
    return data
