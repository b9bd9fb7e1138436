"""Whose office a role names."""

from __future__ import annotations

from test_mentions import Read


def _of(read: Read, name: str) -> list[str | None]:
    return [
        None if role.of is None else read.by_id[role.of].name for role in read.entity(name).roles
    ]


def test_a_spokesperson_is_of_the_ministry() -> None:
    read = Read("Mara Teel, a spokesperson for the Strelsau Relief Committee, said it was open.")
    assert _of(read, "Mara Teel") == ["Strelsau Relief Committee"]


def test_a_president_is_of_the_state_of_whose_people_the_title_speaks() -> None:
    read = Read(
        "The envoys met in Ruritania on Monday. Ruritanian President Mara Teel spoke to them."
    )
    assert _of(read, "Mara Teel") == ["Ruritania"]


def test_a_role_that_names_nothing_is_of_nothing() -> None:
    read = Read("Mara Teel, a lawyer, said the road was open.")
    assert _of(read, "Mara Teel") == [None]


def test_the_countrys_minister_is_of_the_place_named_before() -> None:
    read = Read("On a visit to Belgium he met Mara Teel, the country's foreign minister.")
    assert _of(read, "Mara Teel") == ["Belgium"]


def test_another_states_leader_is_not_the_deputy_of_one() -> None:
    read = Read(
        "On a visit to Belgium he met Sophie Teel, the country's Deputy Prime Minister.\n\n"
        "The offer was made by the Polish president, Hungary's Prime Minister and others."
    )
    assert read.meant("Hungary's Prime Minister") != "Sophie Teel"
    assert read.meant("the country's Deputy Prime Minister") == "Sophie Teel"
