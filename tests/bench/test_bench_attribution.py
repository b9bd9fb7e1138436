"""The attribution benchmark, on cases counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.bench.attribution import (
    Figure,
    Gold,
    Triple,
    agreement,
    gold_from,
    kind_of,
    load,
    run,
    score,
)
from sayso.errors import BenchError
from sayso.rows import Span

TEXT = "Mara said the dam is safe. Jon hopes it will rain."
#       0    5    10              25  27  31    37
SHARED = Path(__file__).parents[3] / "shared" / "data" / "polnear"


def spans(*bounds: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(Span(*one) for one in bounds)


def triple(
    source: tuple[int, int] | None, cue: tuple[int, int], *content: tuple[int, int]
) -> Triple:
    return Triple(spans(source) if source else (), spans(cue), spans(*content))


FIRST = triple((0, 4), (5, 9), (10, 25))
SECOND = triple((27, 30), (31, 36), (37, 49))
GOLD = Gold("g", TEXT, (FIRST, SECOND))


def test_gold_against_itself_is_perfect() -> None:
    found = score(GOLD, [FIRST, SECOND])
    assert [found.lenient.f1, found.strict.f1, found.cue.f1, found.source.f1] == [1.0] * 4


def test_nothing_found_scores_nothing() -> None:
    assert score(GOLD, []).lenient == Figure(0, 0, 2)


def test_half_of_the_content_is_enough_for_lenient_only() -> None:
    found = score(GOLD, [triple((0, 4), (5, 9), (10, 17))])  # 6 of 12 letters: F1 12 / 18
    assert (found.lenient.matched, found.strict.matched) == (1, 0)


def test_marks_and_breaks_between_segments_are_no_other_words() -> None:
    text = "“We wait. We hope,” Mara said: “yes”"
    gold = Gold("g", text, (triple((20, 24), (25, 29), (0, 9), (10, 19), (31, 36)),))
    found = score(gold, [triple((20, 24), (25, 30), (0, 19), (32, 35))])
    assert (found.cue.matched, found.content.matched) == (1, 1)
    assert found.content_characters.matched == 0
    whole = score(gold, [triple((20, 24), (25, 29), (0, 19), (31, 36))])
    assert whole.content_characters.matched == 1
    shorter = score(gold, [triple((20, 24), (25, 29), (0, 9), (31, 36))])
    assert (shorter.content.matched, shorter.content_characters.matched) == (0, 0)


def test_a_cue_of_marks_alone_is_compared_by_its_marks() -> None:
    gold = Gold("g", "Ann: we wait", (triple((0, 3), (3, 4), (5, 12)),))
    assert score(gold, [triple((0, 3), (3, 4), (5, 12))]).cue.matched == 1
    assert score(gold, [triple((0, 3), (2, 4), (5, 12))]).cue.matched == 0


def test_less_than_half_of_the_content_is_not() -> None:
    found = score(GOLD, [triple((0, 4), (5, 9), (10, 13))])  # 3 of 12 letters: F1 6 / 15
    assert found.lenient.matched == 0


def test_a_missing_source_does_not_count() -> None:
    found = score(GOLD, [triple(None, (5, 9), (10, 25))])
    assert found.lenient.matched == 0


def test_no_source_on_either_side_counts() -> None:
    one = triple(None, (5, 9), (10, 25))
    assert score(Gold("g", TEXT, (one,)), [one]).lenient.matched == 1


def test_cues_must_overlap() -> None:
    assert score(GOLD, [triple((0, 4), (31, 36), (10, 25))]).lenient.matched == 0


def test_a_gold_attribution_is_paired_once() -> None:
    found = score(GOLD, [FIRST, triple((0, 4), (5, 9), (10, 20))])
    assert found.lenient == Figure(1, 2, 2)


def test_a_shared_source_counts_once() -> None:
    shared = Gold("g", TEXT, (FIRST, triple((0, 4), (31, 36), (37, 49))))
    assert score(shared, [FIRST]).source == Figure(1, 1, 1)


def test_what_the_annotators_set_aside_is_not_scored() -> None:
    aside = Gold("g", TEXT, (FIRST, SECOND), spans((26, 50)))
    assert score(aside, [FIRST, SECOND]).lenient == Figure(1, 1, 1)


def test_reads_segments_extra_content_and_events_without_source() -> None:
    annotations = (
        "T1\tSource 0 4\tMara\nT2\tCue 5 9\tsaid\nT3\tContent 10 17;18 25\tthe dam is safe\n"
        "T4\tContent 37 49\tit will\nrain\nT5\tAttribution 5 9\tsaid\n"
        "E1\tAttribution:T5 Source:T1 Cue:T2 Content:T3 Content2:T4\n"
        "E2\tAttribution-no-source:T5 Content:T4 Cue:T2\n"
        "E3\tAttribution:T5 Cue:T2\n"
    )
    assert gold_from("g", TEXT, annotations).triples == (
        triple((0, 4), (5, 9), (10, 17), (18, 25), (37, 49)),
        triple(None, (5, 9), (37, 49)),
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Ann: “we wait”", "direct"), ("Ann: so “we wait”", "mixed"), ("Ann: we wait", "indirect")],
)
def test_kinds_by_marks(text: str, kind: str) -> None:
    one = triple((0, 3), (3, 4), (5, len(text)))
    marked = [Span(text.index("“"), text.index("”") + 1)] if "“" in text else []
    assert kind_of(one, text, marked) == kind


def test_the_first_annotator_by_id_counts(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev/text/note.txt").write_text(TEXT)
    (tmp_path / "dev/attributions/note_b2.ann").write_text("")
    line = "T1\tCue 5 9\tsaid\nT2\tContent 10 25\tx\nE1\tAttribution:T1 Cue:T1 Content:T2\n"
    (tmp_path / "dev/attributions/note_a1.ann").write_text(line)
    (gold,) = load(tmp_path, "dev")
    assert gold.triples == (triple(None, (5, 9), (10, 25)),)


def test_people_are_compared_in_pairs(tmp_path: Path) -> None:
    """Three annotators are three pairs: a and b agree, c has another content and no second one."""
    both = stand_off(FIRST) + stand_off(SECOND, 4)
    other = stand_off(triple((0, 4), (5, 9), (10, 20)))
    for split, files in (("dev", {"a": both, "b": both, "c": other}), ("train", {"a": both})):
        folder = tmp_path / split
        for name in ("text", "attributions"):
            (folder / name).mkdir(parents=True)
        (folder / "text" / "one.txt").write_text(TEXT)
        for annotator, lines in files.items():
            (folder / "attributions" / f"one_{annotator}.ann").write_text(lines)
    found = agreement(tmp_path)
    assert found.cue == Figure(4, 4, 6)
    assert found.content == Figure(2, 4, 6)


def stand_off(one: Triple, first: int = 1) -> str:
    """An attribution in brat's format."""
    lines = [
        f"T{at}\t{role} {part[0].start} {part[0].end}\t-\n"
        for at, (role, part) in enumerate(
            zip(("Source", "Cue", "Content"), one, strict=True), first
        )
    ]
    roles = [f"{role}:T{at}" for at, role in enumerate(("Source", "Cue", "Content"), first)]
    return "".join(lines) + f"E{first}\tAttribution:T{first + 1} {' '.join(roles)}\n"


def test_a_folder_without_articles_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no articles in"):
        run(tmp_path)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared PolNeAR folder")
def test_the_first_articles_are_read_without_refusal() -> None:
    found = run(SHARED, limit=3)
    assert (found.documents, found.refused) == (3, ())
    assert found.score.lenient.f1 > 0.45
