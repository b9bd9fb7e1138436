"""The one door to the benchmarks: a name and a folder in, figures out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from sayso.codec import Json
from sayso.errors import BenchError

# The folder that each gold is known by, for callers who name the folder that holds several.
FOLDERS = {
    "attribution": "polnear",
    "time": "time",
    "quantity": "quant",
    "place": "geo",
    "entities": "gum",
}


def measure(name: str, data: Path | None, split: str | None, limit: int | None) -> object:
    """Run the benchmark ``name``; a dataclass of figures, or several.

    Raises ``BenchError`` when its data is missing.
    """
    if name == "copies":
        return _copies(data, limit)
    if name == "entities":
        return _entities(_existing(name, data))
    if name == "joins":
        from sayso.bench import joins

        return joins.run(_existing(name, data))
    folder = _existing(name, data) if name in ("reading", "names") else locate(name, data)
    try:
        return _on_gold(name, folder, split, limit)
    except OSError as error:
        raise BenchError(f"bench {name} cannot read its gold: {error}") from error


def _on_gold(name: str, folder: Path, split: str | None, limit: int | None) -> object:
    if name == "attribution":
        from sayso.bench import attribution

        return attribution.run(folder, split or "dev", limit)
    if name == "reading":
        from sayso.bench import reading

        return reading.run(folder, limit, split or "held")
    if name == "time":
        from sayso.bench import time

        return time.run(folder, split)
    if name == "quantity":
        from sayso.bench import quantity

        return quantity.run(folder, split)
    if name == "names":
        from sayso.bench import names

        return names.run(folder)
    from sayso.bench import place

    return place.run(folder, split, limit)


def _entities(data: Path) -> object:
    """GUM; in a folder that holds several golds, who is who in the others, too."""
    from sayso.bench import coreference_gold, ecbplus, entities, pronoun_sources

    figures: list[object] = [entities.run(locate("entities", data))]
    if (data / "seeds").is_dir() and (data / "data" / "articles").is_dir():
        figures.append(coreference_gold.run(data))
    if (data / "data" / "ecbplus").is_dir():
        figures.append(ecbplus.run(data / "data" / "ecbplus"))
    if (data / "data" / "polnear").is_dir():
        figures.append(pronoun_sources.run(data))
    return figures


def _copies(data: Path | None, documents: int | None) -> object:
    """The generated corpus; with ``data``, the real dispatches in its folder ``seeds``, too."""
    from sayso.bench import copies

    made = copies.run(documents or 300)
    if data is None:
        return made
    seeds = data / "seeds" if (data / "seeds").is_dir() else data
    return made, copies.seeds(seeds)


def locate(name: str, data: Path | None) -> Path:
    """The gold's own folder, given it or one that holds it (under ``data/`` or not)."""
    data = _existing(name, data)
    known = FOLDERS[name]
    for folder in (data / known, data / "data" / known):
        if folder.is_dir():
            return folder
    return data


def _existing(name: str, data: Path | None) -> Path:
    if data is None:
        raise BenchError(f"bench {name} needs --data DIR, the folder of its gold")
    if not data.is_dir():
        raise BenchError(f"{data}: no such folder; bench {name} needs the folder of its gold")
    return data


def plain(value: object) -> Json:
    """Figures as JSON values; what they work out (an F1 from its counts) is printed with them."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    if not is_dataclass(value):
        raise TypeError(f"no figure is a {type(value).__name__}")
    worked_out = [key for key, part in vars(type(value)).items() if isinstance(part, property)]
    names = [field.name for field in fields(value)] + worked_out
    return {name: plain(getattr(value, name)) for name in names if not name.startswith("_")}
