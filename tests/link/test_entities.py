"""Entities across documents: what joins, what never does, and ids that stay."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.mentions.stage import local_id
from sayso.link.entities import Gathering, entity_id, entity_key, link_entities
from sayso.rows import Alias, Entity, EntityKind, Role, Span


def entity(
    doc: str, name: str, kind: EntityKind = "person", *others: str, outlet: str | None = None
) -> tuple[str, str | None, Entity]:
    aliases = tuple(Alias(alias, outlet, 1) for alias in (name, *others))
    return doc, outlet, Entity(local_id(doc, kind, name), name, kind, aliases)


def joined(*items: tuple[str, str | None, Entity]) -> bool:
    """Whether all the entities given are one."""
    return len({across for _, across in link_entities(items).links}) == 1


def test_the_same_full_name_is_one_person() -> None:
    assert joined(entity("d1", "Jana Holm"), entity("d2", "Jana Holm"))


def test_accents_and_a_middle_letter_make_no_difference() -> None:
    assert joined(entity("d1", "Jána Holm"), entity("d2", "Jana Q. Holm"))


def test_a_surname_alone_joins_nobody() -> None:
    assert not joined(entity("d1", "Holm"), entity("d2", "Holm"))
    assert not joined(entity("d1", "Holm"), entity("d2", "Jana Holm", "person", "Holm"))


def test_people_with_one_surname_stay_apart() -> None:
    assert not joined(
        entity("d1", "Jana Holm", "person", "Holm"), entity("d2", "Oto Holm", "person", "Holm")
    )


def test_a_person_is_not_a_place_of_that_name() -> None:
    assert not joined(entity("d1", "Saint Holm"), entity("d2", "Saint Holm", "place"))


def test_a_place_that_is_known_is_a_place_however_often_it_is_taken_for_a_person() -> None:
    town = Entity("e1", "Strelsau", "place", (Alias("Strelsau", None, 1),), geonames=7)
    person = Entity("e2", "Strelsau", "person", (Alias("Strelsau", None, 9),))
    gathering = Gathering()
    for one in (town, person):
        gathering.add(one)
    assert gathering.entity("e").kind == "place"


def test_a_state_that_acts_is_the_place() -> None:
    assert joined(entity("d1", "Ruritania", "organisation"), entity("d2", "Ruritania", "place"))


def test_an_acronym_given_in_one_text_joins_another() -> None:
    assert joined(
        entity("d1", "Free River Committee", "organisation", "FRC"),
        entity("d2", "FRC", "organisation"),
    )


def test_an_acronym_given_for_two_bodies_joins_neither() -> None:
    links = link_entities(
        [
            entity("d1", "Free River Committee", "organisation", "FRC"),
            entity("d2", "Ford Rowing Club", "organisation", "FRC"),
            entity("d3", "FRC", "organisation"),
        ]
    )
    assert len(links.entities) == 3


def test_an_office_without_its_country_joins_nothing() -> None:
    assert not joined(
        entity("d1", "Foreign Ministry", "organisation"),
        entity("d2", "Foreign Ministry", "organisation"),
    )
    assert joined(
        entity("d1", "Ruritanian Foreign Ministry", "organisation"),
        entity("d2", "Ruritanian Ministry of Foreign Affairs", "organisation"),
    )


def test_an_entity_with_very_many_names_passes_none_on() -> None:
    monster = entity("d1", "River Bank", "organisation", *(f"Body Nr {i}" for i in range(60)))
    assert not joined(monster, entity("d2", "Body Nr 7", "organisation"))


def test_aliases_are_counted_by_outlet() -> None:
    links = link_entities(
        [
            entity("d1", "Jana Holm", "person", "Holm", outlet="Gazette"),
            entity("d2", "Jana Holm", outlet="Courier"),
            entity("d3", "Jana Holm", outlet="Courier"),
        ]
    )
    assert links.entities[0].name == "Jana Holm"
    assert set(links.entities[0].aliases) == {
        Alias("Jana Holm", "Courier", 2),
        Alias("Jana Holm", "Gazette", 1),
        Alias("Holm", "Gazette", 1),
    }


def test_roles_are_kept_with_where_they_stand() -> None:
    doc, outlet, one = entity("d1", "Jana Holm")
    role = Role("mayor", "d1", Span(3, 8))
    with_role = Entity(one.id, one.name, one.kind, one.aliases, (role,))
    links = link_entities([(doc, outlet, with_role), entity("d2", "Jana Holm")])
    assert links.entities[0].roles == (role,)


def test_gathering_in_any_order_gives_the_same() -> None:
    parts = [entity(f"d{i}", name)[2] for i, name in enumerate(["Jana Holm", "Jána Holm"] * 3)]
    forward, backward = Gathering(), Gathering()
    for part in parts:
        forward.add(part)
    for part in reversed(parts):
        backward.add(part)
    assert forward.entity("e1") == backward.entity("e1")


NAMES = ["Jana Holm", "Holm", "Oto Holm", "FRC", "Free River Committee", "Ruritania", "Senate"]
ITEMS = st.lists(
    st.tuples(st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(NAMES)), unique=True
)


@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(
    picked: list[tuple[str, str]], shuffler: random.Random
) -> None:
    items = [entity(doc, name, "organisation") for doc, name in picked]
    shuffled = list(items)
    shuffler.shuffle(shuffled)
    assert link_entities(items) == link_entities(shuffled)


@given(ITEMS)
def test_another_document_leaves_the_ids_of_full_names_alone(picked: list[tuple[str, str]]) -> None:
    items = [entity(doc, name) for doc, name in picked if " " in name]
    before = dict(link_entities(items).links)
    after = dict(link_entities([*items, entity("d9", "Jana Holm")]).links)
    assert before.items() <= after.items()


def test_the_id_is_that_of_the_key() -> None:
    item = entity("d1", "Jana Holm")
    assert link_entities([item]).links == ((item[2].id, entity_id(entity_key(item[2]))),)


def test_a_ministry_is_one_however_its_country_is_worded() -> None:
    names = ("Ruritanian Foreign Ministry", "Ruritania's Foreign Ministry")
    more = ("Foreign Ministry of Ruritania", "Ministry of Foreign Affairs of Ruritania")
    keys = {entity_key(Entity(f"e{n}", n, "organisation")) for n in (*names, *more)}
    assert len(keys) == 1


def test_countries_with_like_demonyms_stay_apart() -> None:
    keys = {
        entity_key(Entity(name, name, "organisation"))
        for name in ("Foreign Ministry of Niger", "Nigerian Foreign Ministry")
    }
    assert len(keys) == 2
