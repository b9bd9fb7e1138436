"""What people ruled binds linking: joined before evidence, apart whatever the evidence."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.mentions.stage import local_id
from sayso.link.entities import link_entities
from sayso.link.rulings import Judgement, Pair, Rulings, weigh
from sayso.rows import Alias, Entity

Item = tuple[str, str | None, Entity]


def entity(doc: str, name: str, *others: str) -> Item:
    aliases = tuple(Alias(alias, None, 1) for alias in (name, *others))
    return doc, None, Entity(local_id(doc, "organisation", name), name, "organisation", aliases)


def local(item: Item) -> str:
    return item[2].id


def pair(one: Item, other: Item, decision: str = "d1") -> Pair:
    return Pair(local(one), local(other), decision)


def groups(items: list[Item], rulings: Rulings) -> list[set[str]]:
    """The documents of each entity; each item is in a document of its own."""
    found: dict[str, set[str]] = {}
    docs = {local(item): item[0] for item in items}
    for one, across in link_entities(items, rulings).links:
        found.setdefault(across, set()).add(docs[one])
    return sorted(found.values(), key=sorted)


FRC = [entity(f"d{n}", "Free River Committee") for n in range(4)]
BANK = [entity(f"e{n}", "Bank of Strelsau") for n in range(2)]


def test_two_that_are_ruled_the_same_are_one_with_all_that_evidence_joins_to_either() -> None:
    rulings = Rulings(same=(pair(FRC[0], BANK[1]),))
    assert groups([*FRC, *BANK], rulings) == [{"d0", "d1", "d2", "d3", "e0", "e1"}]


def test_one_that_is_ruled_different_leaves_and_the_rest_stay() -> None:
    rulings = Rulings(different=(pair(FRC[2], FRC[1]),))
    assert groups(FRC, rulings) == [{"d0", "d2", "d3"}, {"d1"}]


def test_those_ruled_different_from_one_may_be_the_same_as_each_other() -> None:
    apart = (pair(FRC[0], FRC[1]), pair(FRC[0], FRC[2]))
    rulings = Rulings(same=(pair(FRC[1], FRC[2]),), different=apart)
    assert groups(FRC, rulings) == [{"d0", "d3"}, {"d1", "d2"}]


def test_later_documents_go_by_evidence_to_the_one_that_stayed() -> None:
    rulings = Rulings(different=(pair(FRC[2], FRC[1]),))
    later = entity("d9", "Free River Committee")
    assert groups([*FRC, later], rulings) == [{"d0", "d2", "d3", "d9"}, {"d1"}]


def test_a_ruling_blocks_what_another_name_would_join() -> None:
    short = [entity("s0", "FRC"), entity("s1", "FRC")]
    telling = entity("t0", "Free River Committee", "FRC")
    items = [*FRC, *short, telling]
    assert len(groups(items, Rulings())) == 1
    apart = Rulings(different=(pair(FRC[0], short[0]),))
    assert groups(items, apart) == [{"d0", "d1", "d2", "d3", "t0"}, {"s0", "s1"}]


def test_the_id_of_those_that_stay_is_what_it_was() -> None:
    before = dict(link_entities(FRC).links)
    after = dict(link_entities(FRC, Rulings(different=(pair(FRC[2], FRC[1]),))).links)
    assert after[local(FRC[2])] == before[local(FRC[2])]
    assert after[local(FRC[1])] not in before.values()


def test_the_id_of_one_that_left_does_not_depend_on_other_documents() -> None:
    rulings = Rulings(different=(pair(FRC[2], FRC[1]),))
    few = dict(link_entities(FRC[1:3], rulings).links)
    many = dict(link_entities([*FRC, *BANK], rulings).links)
    assert few[local(FRC[1])] == many[local(FRC[1])]


def test_an_entity_is_called_what_was_ruled() -> None:
    rulings = Rulings(names={local(FRC[3]): "The River Committee"})
    (found,) = link_entities(FRC, rulings).entities
    assert found.name == "The River Committee"
    assert {alias.name for alias in found.aliases} == {"Free River Committee"}


def test_the_latest_name_counts() -> None:
    rulings = Rulings(names={local(FRC[3]): "Later", local(FRC[0]): "Earlier"})
    (found,) = link_entities(FRC, rulings).entities
    assert found.name == "Later"


def test_a_ruling_on_an_entity_that_is_not_there_does_nothing() -> None:
    gone = entity("x", "Gone")
    rulings = Rulings((pair(FRC[0], gone),), (pair(gone, BANK[0], "d2"),), {local(gone): "No"})
    assert groups([*FRC, *BANK], rulings) == groups([*FRC, *BANK], Rulings())


def judge(verdict: str, one: str, other: str, decision: str) -> Judgement:
    return Judgement(verdict == "same", Pair(one, other, decision))


def test_a_later_same_overrules_a_different() -> None:
    rulings, overruled = weigh([judge("same", "b", "a", "late"), judge("diff", "a", "b", "early")])
    assert [one.decision for one in rulings.same] == ["late"]
    assert overruled == {"early": "late"}


def test_a_later_different_overrules_a_same() -> None:
    rulings, overruled = weigh([judge("diff", "a", "b", "late"), judge("same", "a", "b", "early")])
    assert rulings.same == ()
    assert overruled == {"early": "late"}


def test_what_contradicts_several_together_is_overruled_by_the_one_that_closes_the_chain() -> None:
    late = [judge("same", "a", "b", "third"), judge("same", "b", "c", "second")]
    _, overruled = weigh([*late, judge("diff", "a", "c", "first")])
    assert overruled == {"first": "third"}


def test_of_a_chain_against_a_later_different_the_earliest_link_gives_way() -> None:
    late = [judge("diff", "a", "c", "third"), judge("same", "b", "c", "second")]
    rulings, overruled = weigh([*late, judge("same", "a", "b", "first")])
    assert [one.decision for one in rulings.same] == ["second"]
    assert overruled == {"first": "third"}


POOL = [*FRC, *BANK, entity("s0", "FRC"), entity("t0", "Free River Committee", "FRC")]
JUDGEMENTS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(POOL), st.sampled_from(POOL)).filter(
        lambda drawn: local(drawn[1]) != local(drawn[2])
    ),
    max_size=8,
)


def weighed(drawn: list[tuple[bool, Item, Item]]) -> tuple[Rulings, dict[str, str]]:
    return weigh(
        Judgement(same, pair(one, other, f"d{n}")) for n, (same, one, other) in enumerate(drawn)
    )


@given(JUDGEMENTS)
def test_whatever_is_ruled_in_force_holds(drawn: list[tuple[bool, Item, Item]]) -> None:
    rulings, overruled = weighed(drawn)
    across = dict(link_entities(POOL, rulings).links)
    assert all(across[one.first] == across[one.second] for one in rulings.same)
    assert all(across[one.first] != across[one.second] for one in rulings.different)
    assert len(rulings.same) + len(rulings.different) + len(overruled) == len(drawn)


@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_entities_do_not_depend_on_the_order_of_documents(
    drawn: list[tuple[bool, Item, Item]], shuffler: random.Random
) -> None:
    rulings, _ = weighed(drawn)
    shuffled = list(POOL)
    shuffler.shuffle(shuffled)
    assert link_entities(POOL, rulings) == link_entities(shuffled, rulings)
