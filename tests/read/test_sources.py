"""What ``sources`` finds, and what it says about what it cannot take."""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.read import Receipt, read, sources
from sayso.read.records import line_records
from sayso.rows import Problem


def receipts(*paths: Path | str) -> list[Receipt]:
    return [found for found in sources(map(str, paths)) if isinstance(found, Receipt)]


def problems(*paths: Path | str) -> list[Problem]:
    return [found for found in sources(map(str, paths)) if isinstance(found, Problem)]


def test_a_folder_is_walked_in_sorted_order_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.txt", "b/d.md"):
        (tmp_path / name).write_text("Words.")
    names = [Path(receipt.name).relative_to(tmp_path).as_posix() for receipt in receipts(tmp_path)]
    assert names == ["a.txt", "c.txt", "b/d.md", "b/z.txt"]


def test_hidden_files_and_ledgers_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", "war.ledger", "war.ledger-wal", "kept.txt"):
        (tmp_path / name).write_text("Words.")
    assert [Path(receipt.name).name for receipt in receipts(tmp_path)] == ["kept.txt"]
    assert problems(tmp_path) == []


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    data = "\ufeff Odd\r\n  words ".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (receipt,) = receipts(tmp_path / "a.txt")
    assert receipt.data == receipt.identity == data


@pytest.mark.parametrize(
    ("name", "format_"),
    [("a.md", "markdown"), ("a.HTM", "html"), ("a.xhtml", "html"), ("a.text", "text")],
)
def test_the_extension_names_the_format(tmp_path: Path, name: str, format_: str) -> None:
    (tmp_path / name).write_text("Words.")
    assert receipts(tmp_path / name)[0].format == format_


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"<!DOCTYPE html><p>Words.", "html"),
        (b"Plain words.", "text"),
        (b'{"id": "a", "text": "Words."}\n', "record"),
        (b"%PDF-1.4 rest", "pdf"),
        (
            b'<?xml version="1.0"?><rss><channel><item><title>T</title></item></channel></rss>',
            "entry",
        ),
    ],
)
def test_without_an_extension_the_bytes_tell(tmp_path: Path, data: bytes, format_: str) -> None:
    (tmp_path / "page").write_bytes(data)
    assert [receipt.format for receipt in receipts(tmp_path / "page")] == [format_]


def test_an_image_in_a_folder_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (problem,) = problems(tmp_path)
    assert problem.severity == "warning"
    assert "a PNG image" in problem.message


def test_an_image_named_directly_has_failed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (problem,) = problems(path)
    assert (problem.severity, problem.name) == ("failed", str(path))


def test_a_missing_path_is_said_to_be_missing(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "none.txt")
    assert "no such file" in problem.message


def test_a_broken_link_names_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("Words.")
    (problem,) = problems(tmp_path)
    assert "broken symbolic link" in problem.message
    assert "gone.txt" in problem.message
    assert len(receipts(tmp_path)) == 1


def test_a_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Words.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    assert len(receipts(tmp_path)) == 1
    assert [problem.severity for problem in problems(tmp_path)] == ["warning"]


def test_links_that_chase_each_other_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert len(problems(tmp_path)) == 2


@pytest.fixture
def locked() -> Iterator[Path]:
    """A file that may not be read. Root may read anything, so for root the right is laid down."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "locked.txt"
        path.write_text("Words.")
        path.chmod(0)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield path
        if user == 0:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are of another kind here")
def test_a_file_without_permission_is_a_problem(locked: Path) -> None:
    (problem,) = problems(locked)
    assert "no permission" in problem.message
    assert problem.severity == "failed"


def test_a_file_name_that_is_not_utf8_is_made_printable(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Words.")
    assert [receipt.name[-8:].encode() for receipt in receipts(tmp_path)] == [
        "caf\ufffd.txt".encode()
    ]


def test_importing_the_step_loads_no_heavy_library() -> None:
    heavy = "{'trafilatura', 'lxml', 'pypdfium2', 'feedparser', 'py3langid', 'charset_normalizer'}"
    code = f"import sys; import sayso.read.reader; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_path_with_a_nul_is_a_problem() -> None:
    assert len(problems("a\0b.txt")) == 1


def test_a_pipe_is_pointed_to_standard_input(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (problem,) = problems(tmp_path / "pipe")
    assert "give -" in problem.message


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = io.BytesIO(b'{"id": "a1", "text": "Words."}\nnot json\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(lines))
    found = list(sources(["-"]))
    assert [one.name for one in found] == ["a1", "stdin:2"]


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a1", "text": "One."}\n\n{"text": "Two."}\n')
    assert [receipt.name for receipt in receipts(path)] == ["a1", f"{path}:3"]


@pytest.mark.parametrize(
    "line",
    ["{broken", "[1, 2]", '"text"', "null", '{"text": 5}', '{"id": "x"}', "[" * 100_000],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{line}\n{{"id": "a2", "text": "Two."}}\n')
    (problem,) = problems(path)
    assert (problem.name, problem.stage, problem.severity) == (f"{path}:1", "read", "failed")
    assert [receipt.name for receipt in receipts(path)] == ["a2"]


def test_one_article_under_two_ids_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "a", "text": "Same.", "url": "u"}\n{"url":"u","text":"Same.","id":"b"}\n'
    )
    first, second = receipts(path)
    assert first.doc == second.doc
    assert (first.name, second.name) == ("a", "b")


def test_unknown_fields_stay_in_the_bytes(tmp_path: Path) -> None:
    line = b'{"id": "a", "text": "One.",  "mood": [1, {"deep": null}]}'
    (tmp_path / "a.jsonl").write_bytes(line + b"\r\n")
    assert receipts(tmp_path)[0].data == line


def test_a_lone_surrogate_becomes_a_mark_and_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        b'{"id": "a", "title": "T\\udc00", "text": "Half \\ud800 one."}'
    )
    (problem,) = problems(tmp_path)
    (receipt,) = receipts(tmp_path)
    document, _ = read(receipt)
    assert (problem.severity, problem.doc) == ("warning", document.id)
    assert document.text == "Half \ufffd one."
    assert document.title == "T\ufffd"


def test_broken_utf8_in_a_record_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "text": "One \xff two."}\n')
    (problem,) = problems(tmp_path)
    assert problem.severity == "warning"
    assert read(receipts(tmp_path)[0])[0].text == "One \ufffd two."


def test_a_json_file_may_hold_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "One [1]."},\n {"id": 7, "text": "Two."}, 3]')
    assert [receipt.name for receipt in receipts(path)] == [f"{path}:1", "7"]
    assert receipts(path)[0].data == b'{"text": "One [1]."}'
    assert [problem.name for problem in problems(path)] == [f"{path}:3"]


def test_a_json_file_may_hold_one_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "text": "One."}, indent=2))
    assert [receipt.name for receipt in receipts(tmp_path)] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_json_file_may_be_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "text": "Où?"}', encoding=encoding)
    assert read(receipts(tmp_path)[0])[0].text == "Où?"


def test_a_json_file_may_hold_lines_after_all(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}')
    assert [receipt.name for receipt in receipts(tmp_path)] == ["a", "b"]


def test_other_programs_files_in_a_folder_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("p { color: red }")
    assert [problem.severity for problem in problems(tmp_path)] == ["warning"]
    assert len(receipts(tmp_path / "style.css")) == 1


def test_lines_are_taken_only_as_they_are_asked_for() -> None:
    endless = line_records("endless", itertools.repeat(b'{"text": "One."}'))
    assert [found.name for found in itertools.islice(endless, 2)] == ["endless:1", "endless:2"]
