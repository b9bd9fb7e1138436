"""Adding sources to a ledger: once, twice, in any order, and after being killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from building import CORPUS, built
from sayso.errors import LedgerError, NotALedger
from sayso.ledger import Ledger
from sayso.run import ruling

STORY = (
    "Bridge reopens\n\n"
    "The bridge at Orvane reopened on Monday, the harbour office said.\n\n"
    '"We kept our word," said Mira Tollan, who runs the office.\n'
)


def contents(path: Path) -> dict[str, Sequence[object]]:
    """Everything a reader can see, in one comparable value."""
    with Ledger.open(path) as ledger:
        documents = ledger.documents(order="name")
        return {
            "documents": [ledger.document(summary.id) for summary in documents],
            "names": [summary.names for summary in documents],
            "rows": [ledger.annotations(summary.id) for summary in documents],
            "passages": list(ledger.passages()),
            "problems": list(ledger.problems()),
        }


def test_the_whole_corpus_is_added(example_ledger: Path) -> None:
    with Ledger.open(example_ledger) as ledger:
        counts = ledger.counts()
    assert counts.documents == 24
    assert counts.problems == 0
    assert counts.attributions > 100


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    path = tmp_path / "record.ledger"
    assert built(path, story).added == 1
    before = contents(path)
    again = built(path, story)
    assert (again.added, again.again, again.known) == (0, 0, 1)
    assert contents(path) == before


def test_the_same_article_under_two_names_is_one_document(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORY)
    path = tmp_path / "record.ledger"
    summary = built(path, tmp_path / "one.txt", tmp_path / "two.txt")
    assert (summary.added, summary.known) == (1, 1)
    with Ledger.open(path) as ledger:
        (document,) = ledger.documents()
    assert document.names == (str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))


def test_records_that_differ_in_their_id_alone_are_one_document(tmp_path: Path) -> None:
    source = tmp_path / "wire.jsonl"
    source.write_text("".join(json.dumps({"id": i, "text": STORY}) + "\n" for i in "ab"))
    path = tmp_path / "record.ledger"
    built(path, source)
    with Ledger.open(path) as ledger:
        (document,) = ledger.documents()
    assert document.names == ("a", "b")


def test_adding_one_by_one_gives_what_adding_all_at_once_gives(
    tmp_path: Path, example_ledger: Path
) -> None:
    path = tmp_path / "record.ledger"
    for source in sorted(CORPUS.iterdir(), reverse=True):
        built(path, source)
    one_by_one, at_once = contents(path), contents(example_ledger)
    assert one_by_one["passages"] == at_once["passages"]
    assert one_by_one["rows"] == at_once["rows"]


def test_worker_processes_give_the_same_ledger(tmp_path: Path, example_ledger: Path) -> None:
    path = tmp_path / "record.ledger"
    built(path, CORPUS, workers=2)
    assert contents(path) == contents(example_ledger)


def test_a_killed_run_is_completed_by_the_next(tmp_path: Path, example_ledger: Path) -> None:
    path = tmp_path / "record.ledger"
    command = [sys.executable, "-m", "sayso", "add", str(path), str(CORPUS), "--processes", "1"]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_for_documents(path, running)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    summary = built(path, CORPUS)
    assert summary.known > 0
    assert contents(path) == contents(example_ledger)


def wait_for_documents(path: Path, running: subprocess.Popen[bytes]) -> None:
    """Return as soon as the ledger holds a document while the run still goes on."""
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        # It may be there before it is a ledger.
        with suppress(LedgerError), Ledger.open(path) as ledger:
            if ledger.counts().documents:
                return
        time.sleep(0.02)
    pytest.fail("the run ended, or wrote nothing, before it could be killed")


def test_a_bad_article_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "lines.jsonl").write_text('{"text": "Short and good."}\nnot json\n')
    path = tmp_path / "record.ledger"
    summary = built(path, tmp_path)
    assert (summary.added, summary.failed) == (2, 3)
    with Ledger.open(path) as ledger:
        failed = sorted(Path(problem.name).name for problem in ledger.problems())
    assert failed == ["binary.txt", "empty.txt", "lines.jsonl:2"]


def test_a_mended_file_clears_its_problem(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(b"")
    path = tmp_path / "record.ledger"
    assert built(path, story).failed == 1
    story.write_text(STORY)
    assert built(path, story).failed == 0
    with Ledger.open(path) as ledger:
        assert ledger.problems() == []


def test_only_a_stage_of_another_version_runs_again(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    path = tmp_path / "record.ledger"
    built(path, story)
    before = contents(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stage_runs SET key = 'older' WHERE stage = 'quantities'")
        connection.execute("DELETE FROM quantities")
    summary = built(path)
    assert (summary.added, summary.again) == (0, 1)
    assert contents(path) == before


def test_decisions_outlive_another_run_and_another_version_of_the_stages(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "more.txt").write_text(STORY.replace("Mira Tollan", "Tollan") + "It rained.\n")
    path = tmp_path / "record.ledger"
    built(path, tmp_path)
    with Ledger.create(path) as ledger:
        one, other = (found.id for found in ledger.find_entities("Tollan"))
        ruling.same(ledger, one, other, "Ada Fenn")
        expected = ledger.find_entities("Tollan")
        assert len(expected) == 1
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stage_runs SET key = 'older'")
        connection.execute("DELETE FROM mentions")
        connection.execute("UPDATE meta SET value = 'older' WHERE name = 'link key'")
    (tmp_path / "later.txt").write_text(STORY.replace("Monday", "Tuesday"))
    assert built(path, tmp_path / "later.txt").again == 2
    with Ledger.open(path) as ledger:
        (found,) = ledger.find_entities("Tollan")
        assert (found.id, found.documents) == (expected[0].id, 3)
        assert [standing.state for standing in ledger.decisions()] == ["in force"]


def test_a_ledger_that_is_not_one_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.ledger"
    path.write_text("my notes")
    with pytest.raises(NotALedger):
        built(path, CORPUS)
    assert path.read_text() == "my notes"
