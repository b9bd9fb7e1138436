"""How fast ``sayso add`` is beside spaCy alone, and whether its memory grows with the corpus."""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from operator import truediv
from pathlib import Path

from bench.machine import timed
from sayso.annotate.attributions import rules, tagger
from sayso.annotate.attributions.scene import Scene
from sayso.annotate.attributions.units import proposals, units
from sayso.annotate.parse import parse
from sayso.bench.attribution import load
from sayso.rows import Document

SAYSO = str(Path(sys.executable).with_name("sayso"))


@dataclass(frozen=True, slots=True)
class SpeedFigures:
    """Documents a second, whole processes, medians of alternating runs; and ``add``'s share."""

    documents: int
    processes: int
    add_per_second: float
    spacy_per_second: float
    spacy_tuned_per_second: float
    share: float
    """``add`` over spaCy as it comes: median of the ratios run by run."""
    share_tuned: float
    """``add`` over spaCy given the same faster matrix library."""


@dataclass(frozen=True, slots=True)
class MemoryFigures:
    """The largest process of ``add`` in MB, for a small and a large number of documents."""

    small_documents: int
    small_megabytes: float
    large_documents: int
    large_megabytes: float
    growth: float
    later: float
    """In the large run: the most held in the second half over the most held in the first."""


def speed(articles: Path, processes: int = 2, rounds: int = 3) -> SpeedFigures:
    """Time ``add`` and spaCy in turn on ``articles`` (JSON Lines)."""
    count = sum(1 for _ in articles.open("rb"))
    peer = [sys.executable, "-m", "bench.peers.spacy_alone", str(articles)]
    peer += ["--processes", str(processes)]
    runs = []
    for _ in range(1 + rounds):
        with tempfile.TemporaryDirectory() as folder:
            ledger = str(Path(folder) / "speed.ledger")
            command = [SAYSO, "add", ledger, str(articles), "--processes", str(processes)]
            commands = command, peer, [*peer, "--tuned"]
            runs.append([timed(one).wall for one in commands])
    del runs[0]  # it found modules that were never compiled, and cold files
    add, plain, tuned = zip(*runs, strict=True)
    return SpeedFigures(
        count,
        processes,
        *(count / statistics.median(walls) for walls in (add, plain, tuned)),
        *(statistics.median(map(truediv, walls, add)) for walls in (plain, tuned)),
    )


def encoder(polnear: Path, limit: int = 40) -> float:
    """Articles of PolNeAR's dev part that the network and its decoding read in a CPU-second.

    One thread, without the parse and the rules before it and after.
    """
    texts = [gold.text for gold in load(polnear, "dev")[:limit]]
    documents = [Document(str(at), str(at), "", text) for at, text in enumerate(texts)]
    ready = []
    for parsed in parse(documents):
        scenes = [Scene.of(parsed.text, block) for block in parsed.blocks]
        ruled = rules.search(parsed)
        own = units(parsed.text, scenes, ruled)
        ready.append((own, proposals(own, ruled)))
    tagger.read(*ready[0])
    began = time.process_time()
    for own, found in ready:
        tagger.read(own, found)
    return len(ready) / (time.process_time() - began)


def memory(articles: Path, copies: int = 20) -> MemoryFigures:
    """Peak memory of ``add`` for ``articles`` and for ``copies`` times as many, text altered."""
    texts = [json.loads(line)["text"] for line in articles.open(encoding="utf-8")]
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for name, times in (("small", 1), ("large", copies)):
            source = Path(folder) / f"{name}.jsonl"
            with source.open("w", encoding="utf-8") as file:
                for number, text in enumerate(altered(texts, times)):
                    file.write(json.dumps({"id": f"{name}-{number}", "text": text}) + "\n")
            ledger = str(Path(folder) / f"{name}.ledger")
            runs.append(timed([SAYSO, "add", ledger, str(source), "--processes", "2"], weigh=True))
    (small, large), count = runs, len(texts)
    growth = large.megabytes / small.megabytes
    return MemoryFigures(
        count, small.megabytes, count * copies, large.megabytes, growth, large.later
    )


def altered(texts: list[str], times: int) -> Iterator[str]:
    """Every text ``times`` times, each copy with other words: no two are the same article.

    One word in four gets an ending of its own copy, so that names, vocabulary and shared
    passages are new in each, as they are in a corpus of so many articles.
    """
    chance = random.Random(7)
    for copy in range(times):
        for text in texts:
            lines = text.split("\n")
            yield "\n".join(" ".join(_word(w, copy, chance) for w in li.split(" ")) for li in lines)


def _word(word: str, copy: int, chance: random.Random) -> str:
    return f"{word}{copy}" if copy and word.isalpha() and chance.random() < 0.25 else word
