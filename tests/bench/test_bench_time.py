"""The time benchmark: reading TimeML, pairing, counting."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.annotate.times import FoundTime
from sayso.bench import time

SOURCE = """<?xml version="1.0" ?>
<TimeML><DOCID>made-up</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2021-03-05">20210305</TIMEX3></DCT>
<TEXT>R&amp;D <EVENT eid="e1">began</EVENT> in
<TIMEX3 tid="t1" type="DATE" value="1991">1991</TIMEX3>
and took <TIMEX3 tid="t2" type="DURATION" value="P2Y">two years</TIMEX3>.</TEXT></TimeML>
"""


def test_reads_text_day_and_times() -> None:
    gold = time.read_timeml("made-up", SOURCE)
    assert gold.text == "R&D began in\n1991\nand took two years."
    assert gold.reference == "2021-03-05"
    assert [(gold.text[t.start : t.end], t.type, t.value) for t in gold.times] == [
        ("1991", "DATE", "1991"),
        ("two years", "DURATION", "P2Y"),
    ]


def test_counts_strict_relaxed_value_and_type() -> None:
    gold = time.read_timeml("made-up", SOURCE)
    found = [FoundTime(10, 17, "DATE", "1991"), FoundTime(27, 36, "DURATION", "P3Y")]
    counts = time.compare(gold, found)
    assert counts == time.TimeCounts(gold=2, found=2, strict=1, relaxed=2, value=1, type=2)


def test_one_expression_pairs_once() -> None:
    gold = time.read_timeml("made-up", SOURCE)
    found = [FoundTime(0, len(gold.text), "DATE", "1991")]
    assert time.compare(gold, found).relaxed == 1


def test_runs_on_a_folder(tmp_path: Path) -> None:
    (tmp_path / "tbaq").mkdir()
    (tmp_path / "tbaq" / "a.tml").write_text(SOURCE, encoding="utf-8")
    corpus, pooled = time.run(tmp_path)
    assert (corpus.corpus, corpus.strict_f1, corpus.value_f1) == ("tbaq", 1.0, 1.0)
    assert pooled.counts == corpus.counts


def test_says_when_there_is_nothing_to_measure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no TimeML corpus"):
        time.run(tmp_path)
