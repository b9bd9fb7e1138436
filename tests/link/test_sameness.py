"""Sameness: which happenings and documents without a name are one."""

from __future__ import annotations

from typing import Any

from sayso.link.sameness import Join, PhraseUse, joins, referents
from sayso.rows import Span

RURITANIA = frozenset(["ruritania"])


def use(words: str, doc: str, **also: Any) -> PhraseUse:
    """A phrase about Ruritania; all of the same words are one entity."""
    made = PhraseUse(
        words, doc, Span(0, 9), "happening", words, RURITANIA, frozenset(), None, None, doc
    )
    return made._replace(**also)


def wars(number: int = 3) -> list[PhraseUse]:
    return [use("war", f"d{at}") for at in range(number)]


def found(*uses: PhraseUse, wide: bool = True) -> list[Join]:
    return list(joins(uses, lambda _: wide))


def joined(*uses: PhraseUse, wide: bool = True) -> set[frozenset[str]]:
    return {frozenset((one.first.entity, one.second.entity)) for one in found(*uses, wide=wide)}


def test_two_clashes_of_one_place_that_many_texts_know_are_one() -> None:
    assert joined(*wars(), use("invasion", "d9")) == {frozenset(["war", "invasion"])}


def test_a_join_keeps_the_words_that_show_it() -> None:
    (join,) = found(*wars(), use("invasion", "d9"))
    assert (join.first.doc, join.second.doc) == ("d0", "d9")


def test_what_few_texts_speak_of_may_be_two() -> None:
    assert found(*wars(2), use("invasion", "d9")) == []


def test_copies_make_nothing_better_known() -> None:
    copies = [one._replace(source="p1") for one in wars()]
    assert found(*copies, use("invasion", "d9")) == []


def test_a_town_may_have_many_attacks() -> None:
    assert found(*wars(), use("invasion", "d9"), wide=False) == []


def test_what_is_somebody_elses_stays_apart() -> None:
    assert found(*wars(), use("invasion", "d9", by=frozenset(["zenda"]))) == []


def test_whose_it_is_does_not_divide_where_many_texts_say_so() -> None:
    whose = [use("invasion", f"f{at}", by=frozenset(["zenda"])) for at in range(3)]
    assert joined(*wars(), *whose) == {frozenset(["war", "invasion"])}


def test_a_dated_clash_is_not_the_one_everybody_knows() -> None:
    assert found(*wars(), use("invasion", "d9", begin="1999-01-01", end="1999-12-31")) == []


def test_clashes_of_one_place_and_day_are_one() -> None:
    day = {"begin": "2031-05-03", "end": "2031-05-03"}
    assert joined(use("attack", "d1", **day), use("assault", "d2", **day)) == {
        frozenset(["attack", "assault"])
    }


def test_documents_of_one_day_are_one_unless_they_contradict() -> None:
    day: dict[str, Any] = {"kind": "document", "begin": "2031-05-03", "end": "2031-05-03"}
    deal, paper = use("deal", "d1", **day), use("paper", "d2", **day)
    assert joined(deal, paper._replace(at=frozenset())) == {frozenset(["deal", "paper"])}
    assert joined(deal, paper._replace(at=frozenset(["zenda"]))) == set()


def test_what_a_text_lists_is_shown_as_evidence() -> None:
    listed: dict[str, Any] = {"kind": "document", "at": frozenset(), "entity": "pact"}
    (join,) = found(use("pact", "d1", **listed), use("paper", "d1", **listed, span=Span(20, 25)))
    assert (join.first.words, join.second.words) == ("pact", "paper")


def test_all_that_are_joined_are_one_referent() -> None:
    made = found(*wars(), use("invasion", "d8"), use("conflict", "d9"))
    assert set(referents(made).values()) == {"conflict"}
