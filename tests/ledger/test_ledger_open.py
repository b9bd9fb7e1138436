"""Opening: what is a ledger, what is not, and what each error says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from ledger_samples import add

from sayso.errors import LedgerError, LedgerMissing, LedgerTooNew, NotALedger
from sayso.ledger import Ledger, connect, schema


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


def text(path: Path) -> None:
    path.write_text("Mira Vell said the road is open. " * 100)


def nearly(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


@pytest.mark.parametrize("make", [foreign, text, nearly], ids=lambda make: make.__name__)
@pytest.mark.parametrize("opening", [Ledger.open, Ledger.create], ids=["open", "create"])
def test_a_file_that_is_something_else_is_refused_and_unchanged(
    path: Path, make: object, opening: object
) -> None:
    assert callable(make)
    assert callable(opening)
    make(path)
    before = path.read_bytes()
    with pytest.raises(NotALedger, match=r"record\.ledger"):
        opening(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("opening", [Ledger.open, Ledger.create], ids=["open", "create"])
def test_a_folder_is_not_a_ledger(tmp_path: Path, opening: object) -> None:
    assert callable(opening)
    with pytest.raises(NotALedger, match="a folder"):
        opening(tmp_path)


def test_an_empty_file_is_not_a_ledger_to_read(path: Path) -> None:
    path.touch()
    with pytest.raises(NotALedger, match="empty"):
        Ledger.open(path)


def test_an_empty_file_can_become_a_ledger(path: Path) -> None:
    path.touch()
    Ledger.create(path).close()
    Ledger.open(path).close()


def test_a_missing_ledger_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(LedgerMissing, match="sayso add"):
        Ledger.open(path)
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger.create(tmp_path / "none" / "record.ledger")


@pytest.mark.parametrize("opening", [Ledger.open, Ledger.create], ids=["open", "create"])
def test_a_later_version_is_refused(path: Path, opening: object) -> None:
    assert callable(opening)
    Ledger.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    connection.close()
    with pytest.raises(LedgerTooNew, match="pip install --upgrade sayso"):
        opening(path)


@pytest.mark.parametrize("opening", [Ledger.open, Ledger.create], ids=["open", "create"])
def test_an_earlier_version_is_brought_up_to_date(
    path: Path, opening: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(opening)
    with Ledger.create(path) as ledger:
        doc = add(ledger, "a.txt", "Mira Vell", "open the road")
    step = "ALTER TABLE documents ADD COLUMN mood TEXT;\nCREATE TABLE later (x TEXT);\n"
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    with opening(path) as ledger:
        assert ledger.has(doc)
        with ledger.borrow() as connection:
            assert connection.execute("SELECT mood FROM documents").fetchall() == [(None,)]


def test_a_failed_step_leaves_the_ledger_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ledger.create(path).close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", (*schema.STEPS, "CREATE TABLE a (x);\nNONSENSE;\n"))
        with pytest.raises(LedgerError):
            Ledger.create(path)
    with Ledger.open(path) as ledger, ledger.borrow() as connection:
        found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'a'").fetchall()
    assert found == []


def test_a_ledger_that_another_finishes_between_two_looks_at_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")  # as far as making a ledger comes at first
    other.close()
    look = connect._pragma

    def look_and_be_overtaken(connection: sqlite3.Connection, name: str) -> int:
        seen = look(connection, name)
        monkeypatch.undo()
        Ledger.create(path).close()
        return seen

    monkeypatch.setattr(connect, "_pragma", look_and_be_overtaken)
    Ledger.create(path).close()
    Ledger.open(path).close()


def test_making_a_ledger_waits_for_another_that_is_at_it(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    later = threading.Timer(0.2, other.close)
    later.start()
    Ledger.create(path).close()
    later.join()
    Ledger.open(path).close()


def test_making_a_ledger_does_not_wait_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="another process is writing"):
        Ledger.create(path)
    other.close()
    Ledger.create(path).close()


def test_writing_while_another_process_writes_is_explained(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    with Ledger.create(path) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing"):
            add(ledger, "a.txt", "Mira Vell", "open the road")
        other.execute("ROLLBACK")
        add(ledger, "a.txt", "Mira Vell", "open the road")
        other.close()


def test_a_ledger_opened_for_reading_refuses_to_write(path: Path) -> None:
    Ledger.create(path).close()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=r"Ledger\.create"):
        add(ledger, "a.txt", "Mira Vell", "open the road")


def test_a_closed_ledger_says_so(path: Path) -> None:
    ledger = Ledger.create(path)
    ledger.close()
    with pytest.raises(LedgerError, match="closed"):
        ledger.counts()


def test_closing_leaves_one_file(path: Path) -> None:
    with Ledger.create(path) as ledger:
        add(ledger, "a.txt", "Mira Vell", "open the road")
    with Ledger.open(path) as ledger:
        ledger.counts()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


AS_NOBODY = """
import os, sys
from sayso.errors import LedgerError
from sayso.ledger import Ledger
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with getattr(Ledger, sys.argv[1])(sys.argv[2]) as ledger:
        print(ledger.counts().documents)
except LedgerError as error:
    print(f"{type(error).__name__}: {error}")
"""


def as_nobody(opening: str, path: Path) -> str:
    """What someone without rights to the file sees (root may do everything, so not as root)."""
    for folder in (path.parent, *path.parent.parents[:3]):
        if folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, opening, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode and os.getuid() == 0:
        pytest.skip("Python cannot be run here as somebody without rights")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_ledger_without_permission_says_what_to_check(path: Path) -> None:
    Ledger.create(path).close()
    path.chmod(0)
    assert "Check the permissions" in as_nobody("open", path)
    assert "Check the permissions" in as_nobody("create", path)


def test_a_ledger_that_may_only_be_read_can_be_read(path: Path) -> None:
    with Ledger.create(path) as ledger:
        add(ledger, "a.txt", "Mira Vell", "open the road")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert as_nobody("open", path) == "1"
        assert "Check the permissions" in as_nobody("create", path)
    finally:
        path.parent.chmod(0o755)


def test_a_log_that_cannot_be_read_is_not_passed_over(path: Path) -> None:
    Ledger.create(path).close()
    with Ledger.create(path) as ledger:
        add(ledger, "a.txt", "Mira Vell", "open the road")
        copied = path.parent / "folder" / "copied.ledger"
        copied.parent.mkdir()
        copied.write_bytes(path.read_bytes())
        log = path.with_name(path.name + "-wal")
        copied.with_name(copied.name + "-wal").write_bytes(log.read_bytes())
    copied.chmod(0o444)
    copied.parent.chmod(0o555)
    try:
        # Its document is only in the log: an answer of 0 would be wrong.
        assert as_nobody("open", copied) != "0"
    finally:
        copied.parent.chmod(0o755)
