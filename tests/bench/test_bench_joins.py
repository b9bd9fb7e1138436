"""Joins across documents: what is drawn, and what counts as right."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from sayso.bench.joins import Linked, Name, Pair, draw, dump, load, score
from sayso.errors import BenchError
from sayso.rows import Span

TEXTS = {
    f"articles/{number}": f"{name} spoke in Strelsau on Monday. {name.split()[-1]} said it rained."
    for number, name in enumerate(["Mara Teel", "Mara Teel", "Oto Teel", "Ines Vale"])
}


@pytest.fixture(scope="module")
def linked() -> Linked:
    return Linked(TEXTS)


def name(article: int, words: str) -> Name:
    start = TEXTS[f"articles/{article}"].index(words)
    return Name(f"articles/{article}", Span(start, start + len(words)))


MARA, ALSO_MARA, OTO = name(0, "Mara Teel"), name(1, "Mara Teel"), name(2, "Oto Teel")


def test_names_are_found_where_they_stand(linked: Linked) -> None:
    assert linked.entity(MARA) == linked.entity(ALSO_MARA) != linked.entity(OTO)
    assert linked.entity(name(0, "rained")) is None


def test_what_is_joined_and_the_same_is_right(linked: Linked) -> None:
    figures = score([Pair("merge", MARA, ALSO_MARA, same=True)], linked)
    assert (figures.joined, figures.merges, figures.apart) == (1, 1.0, 0)


def test_what_is_joined_and_not_the_same_is_listed(linked: Linked) -> None:
    figures = score([Pair("evidence", MARA, ALSO_MARA, same=False)], linked)
    assert figures.merges == 0
    assert figures.wrongly_joined == (("articles/0", 0, "articles/1", 0),)


def test_two_people_kept_apart_are_right(linked: Linked) -> None:
    pairs = [Pair("apart", one, OTO, same=False) for one in (MARA, ALSO_MARA)]
    figures = score(pairs, linked)
    assert (figures.apart, figures.non_merges) == (2, 1.0)


def test_one_person_kept_apart_is_wrong(linked: Linked) -> None:
    figures = score([Pair("apart", MARA, OTO, same=True)], linked)
    assert figures.non_merges == 0
    assert figures.wrongly_apart == (("articles/0", 0, "articles/2", 0),)


def test_what_cannot_be_told_or_found_does_not_count(linked: Linked) -> None:
    pairs = [
        Pair("merge", MARA, ALSO_MARA, same=None),
        Pair("merge", MARA, name(1, "rained"), same=True),
    ]
    figures = score(pairs, linked)
    assert (figures.joined, figures.apart, figures.not_found) == (0, 0, 1)


def test_merges_and_namesakes_are_drawn(linked: Linked) -> None:
    pairs = draw(linked)
    found = Counter(pair.sample for pair in pairs)
    assert found["merge"] >= 1
    assert found["apart"] >= 1
    apart = [{pair.one.article, pair.other.article} for pair in pairs if pair.sample == "apart"]
    assert all("articles/2" in two and "articles/3" not in two for two in apart)
    assert all(pair.same is None for pair in pairs)


def test_a_line_holds_offsets_and_no_text(linked: Linked) -> None:
    line = dump(linked, Pair("merge", MARA, ALSO_MARA, same=True))
    assert "Teel" not in line
    assert json.loads(line)["one"]["span"] == [0, 9]
    assert json.loads(line)["one"]["sha256"] == sha256(TEXTS["articles/0"].encode()).hexdigest()


def test_an_article_that_is_another_is_refused(tmp_path: Path, linked: Linked) -> None:
    folder = tmp_path / "data" / "articles"
    folder.mkdir(parents=True)
    lines = [json.dumps({"id": str(number), "text": "Other words."}) for number in range(4)]
    (folder / "ukraine.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BenchError, match="not the text that was labelled"):
        load(tmp_path, dump(linked, Pair("merge", MARA, ALSO_MARA, same=True)))
