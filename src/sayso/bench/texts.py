"""The texts that golds made of offsets stand on, by name, and refused where they are others."""

from __future__ import annotations

import json
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sayso.bench.place_gold import load
from sayso.bench.time import read_timeml
from sayso.errors import BenchError


class Texts:
    """Articles in a folder with ``seeds/`` and ``data/``.

    They are called ``seeds/NAME``, ``articles/ID``, ``polnear/NAME``, of whichever split,
    ``newswire/NAME``, of TempEval-3's training corpora, without their marks, and
    ``wikinews/NUMBER``, of GeoVirus, in its order.
    """

    def __init__(self, data: Path) -> None:
        self.data = data

    def of(self, name: str, digest: str) -> str:
        """The text called ``name``; raises ``BenchError`` where its SHA-256 is not ``digest``."""
        text = self._read(name)
        if sha256(text.encode()).hexdigest() != digest:
            raise BenchError(f"{name} is not the text that was labelled")
        return text

    def _read(self, name: str) -> str:
        folder, _, rest = name.partition("/")
        if folder == "articles":
            if rest not in self.articles:
                raise BenchError(f"{name} is not among the articles in {self.data}")
            return self.articles[rest]
        if folder == "seeds":
            return _text(self.data / "seeds" / rest)
        if folder == "wikinews":
            if not (rest.isdecimal() and int(rest) < len(self.wikinews)):
                raise BenchError(f"{name} is not among the articles of GeoVirus in {self.data}")
            return self.wikinews[int(rest)]
        if folder == "newswire":
            corpora = self.data / "data" / "time" / "tbaq"
            found = sorted(corpora.glob(f"*/{rest}.tml")) or [corpora / f"{rest}.tml"]
            return read_timeml(rest, _text(found[0])).text
        polnear = self.data / "data" / "polnear"
        dev = polnear / "dev" / "text" / f"{rest}.txt"
        return _text(dev if dev.is_file() else polnear / "train" / "text" / f"{rest}.txt")

    @cached_property
    def articles(self) -> dict[str, str]:
        """The texts of ``data/articles``, by their ids."""
        lines = _text(self.data / "data" / "articles" / "ukraine.jsonl").splitlines()
        return {one["id"]: one["text"] for one in map(json.loads, lines)}

    @cached_property
    def wikinews(self) -> tuple[str, ...]:
        """The texts of GeoVirus, all of Wikinews."""
        try:
            return tuple(one.text for one in load("geovirus", self.data / "data" / "geo"))
        except OSError as error:
            raise BenchError(f"{error}; this gold needs the folder that holds it") from error


def _text(path: Path) -> str:
    if not path.is_file():
        raise BenchError(f"{path}: no such file; this gold needs the folder that holds it")
    return path.read_bytes().decode("utf-8")


__all__ = ["Texts"]
