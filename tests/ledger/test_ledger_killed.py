"""A writer that is killed, a disk that is full, readers beside a writer."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_samples import add, sample, shared

from sayso.errors import LedgerError, LedgerFull
from sayso.ledger import Ledger
from sayso.ledger.dump import ROWS
from sayso.rows import Passage

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from ledger_samples import add
from sayso.ledger import Ledger
with Ledger.create(sys.argv[1]) as ledger:
    for n in range(int(sys.argv[3])):
        add(ledger, f"{n}.txt", "Mira Vell", f"words {n} " * 200)
        print(n, flush=True)
"""
HERE = Path(__file__).parent
MANY = 100_000


def start(path: Path, count: int = MANY) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(HERE), str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(writer: subprocess.Popen[str], lines: int) -> int:
    """Kill the writer once it has reported this many documents; how many it reported in all."""
    assert writer.stdout is not None
    for _ in range(lines):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().splitlines()
    writer.stdout.close()
    writer.wait()
    return lines + len(rest)


def sound(ledger: Ledger) -> bool:
    with ledger.borrow() as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        keys = connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return whole and keys


@pytest.mark.parametrize("lines", [0, 1, 7, 60])
def test_after_a_kill_what_was_committed_is_there_and_whole(path: Path, lines: int) -> None:
    with Ledger.create(path) as ledger:
        first = add(ledger, "first.txt", "Ivo Tarn", "the first")
    reported = kill_after(start(path), lines)
    with Ledger.open(path) as ledger:
        assert ledger.has(first)
        counts = ledger.counts()
        # The last document may have been committed without a chance to say so.
        assert reported <= counts.documents - 1 <= reported + 1
        assert counts.attributions == counts.sentences == counts.entities == counts.documents
        assert sound(ledger)


def test_after_a_kill_writing_goes_on(path: Path) -> None:
    reported = kill_after(start(path), 5)
    with Ledger.create(path) as ledger:
        for n in range(reported + 3):
            add(ledger, f"{n}.txt", "Mira Vell", f"words {n} " * 200)
        assert ledger.counts().documents == reported + 3
        assert sound(ledger)


def test_after_a_kill_a_second_run_gives_what_an_undisturbed_one_gives(path: Path) -> None:
    kill_after(start(path), 3)
    with (
        Ledger.create(path) as ledger,
        Ledger.create(path.with_name("undisturbed.ledger")) as undisturbed,
    ):
        for n in range(40):
            add(undisturbed, f"{n}.txt", "Mira Vell", f"words {n} " * 200)
            document, got, rows = sample(f"{n}.txt", "Mira Vell", f"words {n} " * 200)
            if not ledger.has(document.id):
                ledger.write(document, got, rows, {})
        for table in ROWS:
            expected = list(undisturbed.rows(table))
            assert [row for row in ledger.rows(table) if row in expected] == expected


def test_a_kill_while_the_ledger_is_made_leaves_nothing_in_the_way(path: Path) -> None:
    writer = start(path)
    while not path.exists():
        pass
    kill_after(writer, 0)
    with Ledger.create(path) as ledger:
        add(ledger, "a.txt", "Mira Vell", "open the road")
        assert sound(ledger)


def test_a_failure_in_the_middle_of_linking_keeps_the_passages_before(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(2)]
    ledger.replace_passages([shared("p1", *docs)])

    def broken() -> Iterator[Passage]:
        yield shared("p2", *docs)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ledger.replace_passages(broken())
    assert [passage.id for passage in ledger.passages()] == ["p1"]


def test_a_full_disk_is_said_to_be_full_and_loses_nothing(ledger: Ledger) -> None:
    kept = add(ledger, "a.txt", "Mira Vell", "open the road")
    writing = ledger._writing
    assert writing is not None
    (pages,) = writing.execute("PRAGMA page_count").fetchone()
    writing.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LedgerFull, match="make room"):
        add(ledger, "b.txt", "Mira Vell", "words " * 20_000)
    assert ledger.counts().documents == 1
    assert ledger.annotations(kept).attributions
    writing.execute("PRAGMA max_page_count = 1073741823")
    add(ledger, "b.txt", "Mira Vell", "words " * 20_000)
    assert sound(ledger)


LIMITED = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from ledger_samples import add
from sayso.errors import LedgerFull
from sayso.ledger import Ledger
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
done = 0
try:
    with Ledger.create(sys.argv[1]) as ledger:
        for n in range(10_000):
            add(ledger, f"{n}.txt", "Mira Vell", f"words {n} " * 200)
            done += 1
except LedgerFull as error:
    print(done)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limits on file sizes here")
def test_a_limit_on_file_size_is_a_full_disk(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(HERE)],
        capture_output=True,
        text=True,
        check=True,
    )
    documents = int(done.stdout)
    assert documents > 3
    with Ledger.create(path) as ledger:
        assert ledger.counts().documents == documents
        assert sound(ledger)
        add(ledger, "more.txt", "Mira Vell", "there is room again")


def test_readers_see_whole_documents_while_a_writer_works(path: Path) -> None:
    Ledger.create(path).close()
    writer = start(path, 60)
    seen: list[list[int]] = [[], []]
    with Ledger.open(path) as one, Ledger.open(path) as other:

        def read(ledger: Ledger, into: list[int]) -> None:
            while writer.poll() is None:
                with ledger.snapshot() as now:
                    counts = now.counts()
                    assert counts.documents == counts.attributions == counts.sentences
                    into.append(counts.documents)

        threads = [
            threading.Thread(target=read, args=pair)
            for pair in zip((one, other), seen, strict=True)
        ]
        for thread in threads:
            thread.start()
        assert writer.stdout is not None
        writer.stdout.read()
        writer.stdout.close()
        writer.wait()
        for thread in threads:
            thread.join()
        assert one.counts().documents == 60
    assert all(counts and counts == sorted(counts) for counts in seen)


def test_many_threads_may_read_one_ledger(ledger: Ledger) -> None:
    docs = [add(ledger, f"{n}.txt", "Mira Vell", f"words {n}") for n in range(20)]

    def read(doc: str) -> None:
        # An assertion that fails in a thread is a warning, and that an error.
        for _ in range(20):
            assert ledger.document(doc).id == doc
            assert ledger.counts().documents == 20

    threads = [threading.Thread(target=read, args=(doc,)) for doc in docs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_snapshot_does_not_change_under_its_reader(ledger: Ledger) -> None:
    add(ledger, "a.txt", "Mira Vell", "open the road")
    with ledger.snapshot() as before:
        assert before.counts().documents == 1
        add(ledger, "b.txt", "Mira Vell", "close the road")
        assert before.counts().documents == 1
    assert ledger.counts().documents == 2


def test_an_iterator_left_halfway_holds_nothing_back(ledger: Ledger) -> None:
    for n in range(3):
        add(ledger, f"{n}.txt", "Mira Vell", f"words {n}")
    next(iter(ledger.quotes()))
    document, got, rows = sample("late.txt", "Ivo Tarn", "late")
    ledger.write(document, got, rows, {})
    assert ledger.counts().documents == 4


def test_a_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    with Ledger.create(path) as ledger:
        for n in range(50):
            add(ledger, f"{n}.txt", "Mira Vell", f"words {n} " * 50)
    whole = bytearray(path.read_bytes())
    whole[8192:] = b"\x55" * (len(whole) - 8192)
    path.write_bytes(whole)
    with pytest.raises(LedgerError, match="recover"), Ledger.open(path) as ledger:
        ledger.documents()
