"""Bad input from the command line: a clear message, nothing lost, the right exit code."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from building import built
from sayso.cli import app, main
from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.ledger import search as find

STORY = "The lake at Ostwin rose on Monday, “we saw it”, said Mayor Ilin.\n"
NOBODY = 65534
COMMAND = (sys.executable, "-m", "sayso")


def sayso(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def add(ledger: Path, *sources: object, stdin: bytes = b"") -> Result:
    return sayso("add", ledger, *sources, "--processes", 1, stdin=stdin)


def process(
    *arguments: object, wait: float = 60, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(command, capture_output=True, timeout=wait, check=False, **options)


def file(path: Path, data: bytes | str = STORY) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def records(path: Path, count: int) -> Path:
    lines = (
        json.dumps({"id": f"r{number}", "text": f"Report {number}. " + STORY * 20})
        for number in range(count)
    )
    return file(path, "\n".join(lines))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "record.ledger"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\r\n", "the file is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image, not text"),
        ("noise.txt", bytes(range(256)) * 40, "binary data, not text"),
        ("torn.pdf", b"%PDF-1.4 and nothing", "no readable PDF"),
        ("torn.json", b'{"a": [1, 2', "not JSON"),
        ("office.docx", b"PK\x03\x04" + bytes(range(99)), "a ZIP archive or an office document"),
    ],
)
def test_what_cannot_be_read_fails_with_its_reason(
    ledger: Path, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    result = add(ledger, file(tmp_path / name, data))
    assert (result.exit_code, result.stdout) == (1, "")
    assert name in result.stderr
    assert told in result.stderr
    assert told in sayso("problems", ledger).stdout


def test_a_broken_link_is_told_and_the_rest_is_added(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    result = add(ledger, tmp_path / "link.txt", file(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert "gone.txt, which does not exist" in result.stderr
    assert "1 added" in result.stderr


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"The road is open, said Zo\xc3", "Zo�"),
        (b"The road\x00 is open, said Zoe.", "road\x00 is"),
    ],
)
def test_damaged_characters_are_kept_and_no_failure(
    ledger: Path, tmp_path: Path, data: bytes, kept: str
) -> None:
    assert add(ledger, file(tmp_path / "damaged.txt", data)).exit_code == 0
    assert sayso("search", ledger, "road", "--json").exit_code == 0
    with Ledger.open(ledger) as opened:
        (document,) = opened.rows("documents")
    assert kept in getattr(document, "text", "")


def test_a_script_in_a_title_is_a_title(ledger: Path, tmp_path: Path) -> None:
    body = "<p>" + STORY * 8 + "</p>"
    page = f"<html><head><title>Dam &lt;script&gt;x()&lt;/script&gt; opens</title></head>{body}"
    assert add(ledger, file(tmp_path / "page.html", page)).exit_code == 0
    assert "Dam <script>x()</script> opens" in sayso("search", ledger, "Ilin").stdout


def test_one_article_under_two_names_is_one_document(ledger: Path, tmp_path: Path) -> None:
    result = add(ledger, file(tmp_path / "a.txt"), file(tmp_path / "b.txt"))
    assert result.exit_code == 0
    assert "1 added, 0 brought up to date, 1 already known" in result.stderr
    with Ledger.open(ledger) as opened:
        assert opened.find(str(tmp_path / "a.txt")) == opened.find(str(tmp_path / "b.txt"))


def test_json_lines_of_every_kind_of_rubbish(ledger: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "good", "text": STORY}),
        "not json",
        json.dumps({"id": "null", "text": None}),
        json.dumps({"id": "number", "text": 5}),
        "[1, 2]",
        json.dumps({"id": "good", "text": "Another text of the same id, said Mayor Ilin."}),
        json.dumps({"id": "when", "text": "It rained, said Anna Berk.", "published": "nonsense"}),
        '{"id": "cut", "text": "it bro',
    ]
    source = file(tmp_path / "lines.jsonl", b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    result = add(ledger, source)
    assert result.exit_code == 1
    assert "3 added, 0 brought up to date, 0 already known, 5 failed, 1 warnings" in result.stderr
    for line in (2, 3, 4, 5, 8):
        assert f"lines.jsonl:{line}: read:" in result.stderr


def test_a_name_is_shown_on_one_line_without_control_characters(
    ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "odd ' \" names"
    folder.mkdir()
    file(folder / "new\nline\x1b[31m.txt")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(
        STORY.replace("Ilin", "Berk")
    )
    assert add(ledger, folder).exit_code == 0
    for command in (["quotes", ledger], ["search", ledger, "said"]):
        shown = sayso(*command).stdout
        assert "new line�[31m.txt" in shown
        assert "caf�.txt" in shown
    assert sayso("export", ledger, "--to", tmp_path / "tables").exit_code == 0


def test_a_folder_deeper_than_a_path_may_be_long(ledger: Path, tmp_path: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(25):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    result = add(ledger, tmp_path, file(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert "File name too long" in result.stderr
    assert "1 added" in result.stderr


def test_a_loop_of_links_ends(ledger: Path, tmp_path: Path) -> None:
    file(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    result = add(ledger, tmp_path)
    assert (result.exit_code, "1 added" in result.stderr) == (0, True)


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", ""])
def test_what_has_no_end_or_no_name_is_not_read(ledger: Path, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    source = tmp_path / name if name == "pipe" else name
    result = add(ledger, source)
    assert result.exit_code == 1
    assert "0 added" in result.stderr


@pytest.mark.parametrize("name", [".", "no/such.ledger", "notes.txt", "/dev/null"])
def test_a_ledger_that_cannot_be_one_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
) -> None:
    notes = file(tmp_path / "notes.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["sayso", "add", name, str(notes), "--processes", "1"])
    with pytest.raises(SystemExit, match="2"):
        main()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip().count("\n") == 0
    assert notes.read_text() == STORY


def test_standard_input_may_be_empty(ledger: Path) -> None:
    assert add(ledger, "-").exit_code == 0


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch, ledger: Path) -> None:
    from sayso.read import sources

    monkeypatch.setattr(sys, "stdin", None)
    (problem,) = sources(["-"])
    assert "standard input is closed" in getattr(problem, "message", "")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of somebody who may not do everything, as root may; the test runs as that user."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        # What is imported late must be there before the rights to read it are laid down.
        assert add(path / "first.ledger", file(path / "first.txt")).exit_code == 0
        user = os.geteuid()
        if user == 0:
            os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield path
        if user == 0:
            os.seteuid(0)
        for left in path.iterdir():
            left.chmod(0o700)
        path.chmod(0o700)


def test_without_permission_the_rest_is_added(home: Path) -> None:
    sources = home / "sources"
    sources.mkdir()
    file(sources / "open.txt")
    file(sources / "locked.txt").chmod(0)
    (sources / "closed").mkdir(mode=0)
    result = add(home / "record.ledger", sources)
    assert result.exit_code == 1
    assert "locked.txt: read: no permission to read it" in result.stderr
    assert "closed: read: no permission to read it" in result.stderr
    assert "1 added" in result.stderr
    (sources / "closed").rmdir()


def test_a_ledger_in_a_folder_that_may_not_be_written(home: Path) -> None:
    source = file(home / "open.txt")
    home.chmod(0o555)
    with pytest.raises(LedgerError, match="may not be read or written"):
        built(home / "record.ledger", source)


def test_a_full_disk_keeps_what_was_added_and_a_later_run_completes(
    ledger: Path, tmp_path: Path
) -> None:
    source = records(tmp_path / "many.jsonl", 120)
    assert built(ledger, file(tmp_path / "first.txt")).added == 1
    room = ledger.stat().st_size + 300_000

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = process("add", ledger, source, "--processes", 1, preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert b"no room left to write" in done.stderr
    assert done.stderr.strip().count(b"\n") == 0
    with Ledger.open(ledger) as opened:
        assert 1 <= opened.counts().documents < 121
    built(ledger, source)
    with Ledger.open(ledger) as opened:
        assert opened.counts().documents == 121


@pytest.mark.parametrize("workers", [1, 2])
def test_interrupted_it_says_so_and_a_second_run_completes(
    ledger: Path, tmp_path: Path, workers: int
) -> None:
    source = records(tmp_path / "many.jsonl", 600)
    command = [*COMMAND, "add", str(ledger), str(source), "--processes", str(workers)]
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True
    )
    while running.poll() is None and documents(ledger) == 0:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert told.decode().strip() == (
        "sayso: stopped. What was finished is kept; run it again to go on."
    )
    built(ledger, source)
    assert documents(ledger) == 600


def documents(ledger: Path) -> int:
    """How many there are, read without a lock: opening it as Sayso does waits for the writer."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as opened:
            count: int = opened.execute("SELECT count(*) FROM documents").fetchone()[0]
            return count
    except sqlite3.Error:
        return 0  # not made yet


def test_two_runs_on_one_ledger_at_once(ledger: Path, tmp_path: Path) -> None:
    command = [*COMMAND, "add", str(ledger), "-p", "1"]
    sources = [records(tmp_path / "many.jsonl", 20), file(tmp_path / "other.txt")]
    runs = [subprocess.Popen([*command, str(source)], stderr=subprocess.PIPE) for source in sources]
    said = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], "\n".join(said)
    assert documents(ledger) == 21


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_a_terminal_that_knows_ascii_alone(example_ledger: Path, form: tuple[str, ...]) -> None:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = process("quotes", example_ledger, *form, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
    if form == ("--json",):
        assert [json.loads(line) for line in done.stdout.splitlines()]
    if form != ("--csv",):
        assert done.stdout.isascii()


def test_output_that_nobody_takes_is_no_failure(example_ledger: Path) -> None:
    script = f"{sys.executable} -m sayso quotes {example_ledger} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"0\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_output_onto_a_full_disk_is_told(example_ledger: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "quotes", str(example_ledger)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


def test_a_terminal_of_twenty_columns() -> None:
    done = process("add", "--help", env={**os.environ, "COLUMNS": "20", "NO_COLOR": "1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.decode().splitlines())) <= 20


def test_of_an_endless_line_the_beginning_is_annotated(
    monkeypatch: pytest.MonkeyPatch, ledger: Path, tmp_path: Path
) -> None:
    module = sys.modules["sayso.annotate.parse"]
    monkeypatch.setattr(module, "ANNOTATED", 20_000)
    text = "The lake rose, said Mayor Ilin. " * 40_000 + "The end came late."
    result = add(ledger, file(tmp_path / "line.txt", text))
    assert result.exit_code == 0
    assert "1 warnings" in result.stderr
    assert "Split the file into its articles" in result.stderr
    with Ledger.open(ledger) as opened:
        (document,) = opened.rows("documents")
        assert getattr(document, "text", "") == text
        assert 0 < opened.counts().attributions <= 700
        (hit,) = find(opened, '"the end came"').hits
        assert [text[slice(*span)] for span in hit.spans] == ["The end came"]


def test_fifty_million_characters_without_a_space(ledger: Path, tmp_path: Path) -> None:
    source = file(tmp_path / "endless.txt", b"ab" * 25_000_000)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))}
    done = process("add", ledger, source, "--processes", 1, wait=170, **limit)
    assert done.returncode == 0, done.stderr
    assert b"only its first 1,000,000 characters of 50,000,000" in done.stderr


def test_every_match_in_a_long_text_is_found_once(ledger: Path, tmp_path: Path) -> None:
    text = "".join(f"{'x' * (number % 90)} the grey heron " for number in range(4_000))
    built(ledger, file(tmp_path / "long.txt", text))
    with Ledger.open(ledger) as opened:
        (hit,) = find(opened, '"grey heron"').hits
    assert len(hit.spans) == 4_000
    assert {text[slice(*span)] for span in hit.spans} == {"grey heron"}
