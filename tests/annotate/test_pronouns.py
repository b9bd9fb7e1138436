"""Whom pronouns mean: the candidates, their shares, and what tells men from women."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from test_mentions import Read

from sayso.annotate.mentions.ranker import Weights, shares, weights


@dataclass
class Candidate:
    shares: Sequence[tuple[int, float]]
    score: float = 0.0


def test_the_mentions_of_one_entity_add_up() -> None:
    pairs = [(Candidate([(who, 1.0)]), ["near"]) for who in (1, 2, 1)]
    assert shares(pairs, ["none"], Weights(none=-50.0))[0][0] == 1


def test_a_pronoun_counts_for_each_whom_it_may_mean() -> None:
    found = dict(shares([(Candidate([(1, 0.75), (2, 0.25)]), [])], [], Weights()))
    assert found[1] == 3 * found[2]


def test_what_means_nobody_leaves_little_to_the_others() -> None:
    assert shares([(Candidate([(1, 1.0)]), [])], ["none"], Weights(none=0.0)) == [(1, 0.5)]


def test_no_candidates_no_shares() -> None:
    assert shares([], ["none"], Weights()) == []


def test_both_tables_of_weights_ship() -> None:
    assert {name for name, table in weights().items() if table} == {"people", "things"}


def test_a_first_name_tells_whom_she_means() -> None:
    read = Read("John Varro met Susan Teel in Strelsau on Monday. She said the road was open.")
    assert read.meant("She") == "Susan Teel"


def test_a_title_comes_before_a_first_name() -> None:
    read = Read("Mr. Susan Teel met Jane Varro. He said the road was open.")
    assert read.meant("He") == "Susan Teel"


def test_who_means_the_name_right_before_it() -> None:
    read = Read("The report on the bridge by Mara Teel, who led the inquiry, came on Monday.")
    assert read.meant("who") == "Mara Teel"


def test_a_chain_of_pronouns_does_not_wear_itself_out() -> None:
    read = Read(
        "Mara Teel spoke on Monday. She said the road was open. She said it was safe. "
        "She added that she had seen it. She then left with her aide."
    )
    assert [read.meant("She", place) for place in range(4)] == ["Mara Teel"] * 4
