"""The peer HeidelTime: its output back on the text, and what happens where it is not installed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from bench.peers import heideltime
from bench.peers.heideltime import Missing, package, plain, read
from bench.suite import heideltimes

TEXT = "R&D began <last May> and 3 < 4.\nIt took two years."
OUTPUT = """<?xml version="1.0"?>
<TimeML>
R&D began <<TIMEX3 tid="t1" type="DATE" value="2020-05">last May</TIMEX3>> and 3 < 4.
It took <TIMEX3 tid="t2" type="DURATION" value="P2Y" mod="APPROX">two years</TIMEX3>.
</TimeML>
"""


def test_reads_times_back_onto_the_text() -> None:
    assert [(TEXT[t.start : t.end], t.type, t.value) for t in read(OUTPUT, TEXT)] == [
        ("last May", "DATE", "2020-05"),
        ("two years", "DURATION", "P2Y"),
    ]


def test_refuses_an_output_of_another_text() -> None:
    with pytest.raises(ValueError, match="not the text"):
        read(OUTPUT, TEXT + "!")


def test_characters_that_java_counts_twice_become_spaces() -> None:
    assert plain("a😀b é") == "a b é"


@pytest.mark.parametrize(
    ("program", "message"), [("java", "needs java"), ("perl", "needs perl"), (None, "no py_heid")]
)
def test_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, program: str | None, message: str
) -> None:
    monkeypatch.delenv(heideltime.VARIABLE, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == program else f"/bin/{name}")
    with pytest.raises(Missing, match=message):
        package(sys.executable)


def test_says_when_the_python_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    with pytest.raises(Missing, match="no Python that runs"):
        package("/nowhere/python")


def test_the_suite_goes_on_without_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert list(heideltimes(tmp_path)) == []
    assert "skipped: HeidelTime needs java" in capsys.readouterr().err
