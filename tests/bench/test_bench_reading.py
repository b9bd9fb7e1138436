"""The reading benchmark, on labels and rows made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.annotate.stage import Annotations
from sayso.bench import reading
from sayso.bench.attribution import Figure
from sayso.bench.reading import GOLDS, Article, Label, ReadingFigures, Share, compare, load
from sayso.errors import BenchError
from sayso.rows import Attribution, Mention, Span

TEXT = "Mara Teel said the dam is safe. Jon hopes it will rain. “Wait,” he told us."
#       0         10   15              32  36    42          56      64 67   72
NAMES = (
    Mention("d1", Span(0, 9), "mara", "name"),
    Mention("d1", Span(32, 35), "jon", "name"),
    Mention("d1", Span(64, 66), "jon", "pronoun"),
)


def label(source: tuple[int, int] | None, cue: tuple[int, int], content: tuple[int, int]) -> Label:
    spans = Span(*source) if source else None, Span(*cue), (Span(*content),)
    return Label(*spans, "indirect", "asserted", None, None, None, nested=False, arguable=False)


def row(
    source: tuple[int, int] | None, cue: tuple[int, int], content: tuple[int, int]
) -> Attribution:
    spans = Span(*source) if source else None, Span(*cue), (Span(*content),)
    return Attribution(f"a{cue[0]}", "d1", *spans, "indirect", (), "asserted", "neutral")


SAID, HOPES, TOLD = (
    ((0, 9), (10, 14), (15, 30)),
    ((32, 35), (36, 41), (42, 54)),
    ((64, 66), (67, 71), (56, 63)),
)


def figures(
    labels: list[Label], rows: list[Attribution], whole: bool = True, named: bool = True
) -> ReadingFigures:
    article = Article("a", TEXT, whole, named, tuple(labels))
    return compare(article, Annotations(attributions=tuple(rows), mentions=NAMES))


def test_where_nobody_looked_for_speakers_none_is_right_or_wrong() -> None:
    spoken = replace(row(*SAID), speaker="e1")
    assert figures([label(*SAID)], [spoken]).speaker == Share(0, 1)
    assert figures([label(*SAID)], [spoken], named=False).speaker == Share(0, 0)


def test_what_agrees_is_found() -> None:
    found = figures([label(*SAID), label(*HOPES)], [row(*SAID), row(*HOPES)])
    assert (found.found, found.found_but_source) == (Share(2, 2), Share(2, 2))
    assert (found.wrong, found.misses, found.errors) == (Share(0, 2), (), ())


def test_what_is_missing_is_missed_where_it_stands() -> None:
    found = figures([label(*SAID), label(*HOPES)], [row(*SAID)])
    assert (found.found, found.misses) == (Share(1, 2), (("a", 36),))


def test_what_agrees_with_no_label_is_wrong() -> None:
    found = figures([label(*SAID)], [row(*SAID), row(*HOPES)])
    assert (found.wrong, found.errors) == (Share(1, 2), (("a", 36),))


def test_another_source_is_a_miss_but_not_wrong() -> None:
    found = figures([label(*SAID)], [row((32, 35), *SAID[1:])])
    assert (found.found, found.found_but_source) == (Share(0, 1), Share(1, 1))
    assert found.wrong == Share(0, 1)


@pytest.mark.parametrize(("ours", "theirs", "right"), [(None, None, 1), (None, (0, 9), 0)])
def test_no_source_agrees_with_no_source_alone(
    ours: tuple[int, int] | None, theirs: tuple[int, int] | None, right: int
) -> None:
    found = figures([label(theirs, *SAID[1:])], [row(ours, *SAID[1:])])
    assert found.found == Share(right, 1)


def test_a_repeated_headline_is_labelled_but_is_no_part_of_the_article() -> None:
    head = "Teel says dam is safe"
    text = f"{head}\n\n{head}\n\nMara Teel spoke on Monday in the town hall of Orsk.\n"
    again = text.rindex(head)
    labels = [label((at, at + 4), (at + 5, at + 9), (at + 10, at + 21)) for at in (0, again)]
    article = Article("a", text, True, True, tuple(labels))
    found = compare(article, Annotations(attributions=(row((0, 4), (5, 9), (10, 21)),)))
    assert (found.found, found.found_in_article) == (Share(1, 2), Share(1, 1))


def test_cues_must_overlap() -> None:
    assert figures([label(*SAID)], [row(SAID[0], (36, 41), SAID[2])]).found == Share(0, 1)


@pytest.mark.parametrize(("end", "right"), [(22, 1), (19, 0)])  # 6 or 4 of 12 letters
def test_half_of_the_content_is_enough(end: int, right: int) -> None:
    assert figures([label(*SAID)], [row(*SAID[:2], (15, end))]).found == Share(right, 1)


def test_an_arguable_label_is_neither_missed_nor_wrong() -> None:
    arguable = replace(label(*HOPES), arguable=True)
    missing, found = figures([arguable], []), figures([arguable], [row(*HOPES)])
    assert (missing.found, missing.misses) == (Share(0, 0), ())
    assert (found.found, found.wrong) == (Share(0, 0), Share(0, 1))


def nested_rows() -> tuple[Label, Attribution]:
    return replace(label(*HOPES), nested=True), replace(row(*HOPES), inside="a10")


def test_nested_counts_what_is_nested_on_both_sides() -> None:
    inner, own = nested_rows()
    assert figures([label(*SAID), inner], [row(*SAID), own]).nested == Figure(1, 1, 1)
    assert figures([inner], [row(*HOPES)]).nested == Figure(0, 0, 1)
    assert figures([label(*HOPES)], [own]).nested == Figure(0, 1, 0)


def test_an_arguable_nested_label_is_left_out_on_both_sides() -> None:
    inner, own = nested_rows()
    assert figures([replace(inner, arguable=True)], [own]).nested == Figure(0, 0, 0)


def test_of_an_article_read_in_part_only_what_is_nested_counts() -> None:
    inner, own = nested_rows()
    found = figures([inner], [row(*SAID), own], whole=False)
    assert (found.nested, found.found, found.wrong) == (Figure(1, 1, 1), Share(0, 0), Share(0, 0))
    assert found.errors == ()


@pytest.mark.parametrize(
    ("slot", "given", "wanted", "expected"),
    [
        ("kind", "indirect", "indirect", Share(1, 1)),
        ("kind", "mixed", "indirect", Share(0, 1)),
        ("polarity", "denied", "denied", Share(1, 1)),
        ("polarity", "asserted", "denied", Share(0, 1)),
        ("said", None, None, Share(0, 0)),
        ("said", "2021-05-03", "2021-05-03", Share(1, 1)),
        ("said", None, "2021-05-03", Share(0, 1)),
        ("said", "2021-05-03", None, Share(0, 1)),
        ("speaker", None, None, Share(0, 0)),
        ("speaker", "mara", Span(0, 9), Share(1, 1)),
        ("speaker", "jon", Span(0, 9), Share(0, 1)),
        ("speaker", None, Span(0, 9), Share(0, 1)),
        ("speaker", "mara", None, Share(0, 1)),
        ("audience", "jon", Span(32, 35), Share(1, 1)),
        ("audience", "jon", Span(64, 66), Share(1, 1)),
    ],
)
def test_slots(slot: str, given: object, wanted: object, expected: Share) -> None:
    own = replace(row(*SAID), **{slot: given})  # type: ignore[arg-type]
    target = replace(label(*SAID), **{slot: wanted})  # type: ignore[arg-type]
    assert getattr(figures([target], [own]), slot) == expected


def test_slots_are_judged_for_clear_labels_found_alone() -> None:
    arguable = replace(label(*SAID), arguable=True)
    assert figures([arguable, label(*HOPES)], [row(*SAID)]).kind == Share(0, 0)


@pytest.mark.parametrize(("kind", "right"), [("direct", 1), ("mixed", 0)])
def test_kind_is_also_judged_from_the_labels_own_spans(kind: str, right: int) -> None:
    found = figures([replace(label(*TOLD), kind=kind)], [row(*TOLD)])
    assert found.kind_of_spans == Share(right, 1)


def test_figures_add_up() -> None:
    one = figures([label(*SAID), label(*HOPES)], [row(*SAID)])
    both = one + one
    assert (both.articles, both.found, both.misses) == (2, Share(2, 4), (("a", 36),) * 2)
    assert (one.found.share, Share(0, 0).share) == (0.5, 0.0)


def line(name: str, text: str) -> str:
    spans = {"source": [0, 9], "cue": [10, 14], "content": [[15, 30]], "speaker": [0, 9]}
    labels = [{**spans, "kind": "indirect", "polarity": "asserted", "said": "2021-05-03"}]
    digest = sha256(text.encode()).hexdigest()
    return json.dumps(
        {"name": name, "sha256": digest, "whole": True, "named": True, "labels": labels}
    )


def test_labels_come_with_their_article(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(TEXT, encoding="utf-8")
    (one,) = load(tmp_path, gold=line("seeds/one.txt", TEXT))
    spoken = replace(label(*SAID), speaker=Span(0, 9), said="2021-05-03")
    assert one == Article("seeds/one.txt", TEXT, True, True, (spoken,))


def shipped(split: str) -> list[dict[str, object]]:
    lines = files("sayso.bench").joinpath(GOLDS[split]).read_text(encoding="utf-8").splitlines()
    return [json.loads(one) for one in lines]


@pytest.mark.parametrize("split", GOLDS)
def test_the_gold_that_ships_has_offsets_only(split: str) -> None:
    gold = shipped(split)
    labels = [each for one in gold for each in one["labels"]]  # type: ignore[attr-defined]
    texts = {key for one in labels for key, value in one.items() if isinstance(value, str)}
    assert len(gold) >= (25 if split == "again" else 90)
    assert texts <= {"kind", "polarity", "said"}


@pytest.mark.parametrize("split", GOLDS)
def test_spans_of_the_gold_are_in_order_and_apart(split: str) -> None:
    for one in shipped(split):
        for label in one["labels"]:  # type: ignore[attr-defined]
            pairs = [label["cue"], *label["content"], *filter(None, [label.get("source")])]
            assert all(a < b for a, b in pairs)
            assert all(x[1] <= y[0] for x, y in pairwise(label["content"]))


def test_what_is_tuned_on_is_no_article_that_is_held() -> None:
    held, again, tuned = (
        {one["sha256"] for one in shipped(split)} for split in ("held", "again", "tuned")
    )
    assert not held & tuned
    assert again == {one["sha256"] for one in shipped("held") if one["whole"]}


def test_another_reader_is_measured_as_rows_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = [label(*SAID), label(*TOLD), replace(label(*HOPES), arguable=True)]
    monkeypatch.setattr(reading, "load", lambda *_: [Article("a", TEXT, True, False, tuple(other))])
    held = [label(*SAID), label(*HOPES)]
    articles = [Article(name, TEXT, True, True, tuple(held)) for name in ("a", "unread")]
    found = reading.people(tmp_path, articles)
    assert (found.articles, found.found, found.wrong) == (1, Share(1, 2), Share(1, 2))


def test_an_unknown_split_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no split test, only held, again, tuned"):
        load(tmp_path, "test")
