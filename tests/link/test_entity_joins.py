"""Who is joined across documents beyond the same full name, on which evidence, and who is not."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.mentions.stage import local_id
from sayso.link.entities import EntityLinks, link_entities
from sayso.link.entities.profile import Join
from sayso.rows import Alias, Entity, EntityKind, Role, Span

Item = tuple[str, str | None, Entity]


def entity(
    doc: str, name: str, kind: EntityKind = "person", *roles: str, other: str | None = None
) -> Item:
    names = [name] if other is None else [name, other]
    return (
        doc,
        None,
        Entity(
            local_id(doc, kind, name),
            name,
            kind,
            tuple(Alias(one, None, 1) for one in names),
            tuple(Role(role, doc, Span(0, 1)) for role in roles),
        ),
    )


def among(docs: str, *names: str) -> Iterator[Item]:
    """The same places and bodies in each of these documents."""
    for doc in docs.split():
        for name in names:
            yield entity(doc, name, "organisation")


def elsewhere() -> Iterator[Item]:
    """Documents about other things: what all mention tells nothing."""
    for number in range(9):
        yield entity(f"x{number}", f"Body {number}", "organisation")


def of(links: EntityLinks, item: Item) -> str:
    return dict(links.links)[item[2].id]


def joins(links: EntityLinks, kind: str) -> list[Join]:
    return [join for join in links.joins if join.kind == kind]


def test_two_spellings_with_one_office_are_one_person() -> None:
    one = entity("d1", "Sergei Tormazov", "person", "Ruritanian foreign minister")
    other = entity("d2", "Sergey Tormasov", "person", "foreign minister of Ruritania")
    minister = entity("d3", "Sergey Tormasov", "person", "Foreign Minister")
    links = link_entities(
        [one, other, minister, *among("d1 d2", "Senate", "River Bank"), *elsewhere()]
    )
    assert of(links, one) == of(links, other)
    (join,) = joins(links, "spelling")
    assert "Sergei Tormazov" in join.why
    assert "Sergey Tormasov" in join.why


def test_two_spellings_alone_are_no_evidence() -> None:
    one, other = entity("d1", "Marin Tormal"), entity("d2", "Moran Tarmol")
    links = link_entities([one, other])
    assert of(links, one) != of(links, other)


def test_two_romanisations_of_one_name_are_one_person() -> None:
    one, other = entity("d1", "Andriy Tormazov"), entity("d2", "Andrii Tormazov")
    links = link_entities([one, other])
    assert of(links, one) == of(links, other)


def test_other_middle_letters_are_other_people() -> None:
    one, other = entity("d1", "Mara Q. Teel"), entity("d2", "Mara R. Teel")
    neither = entity("d3", "Mara Teel")
    links = link_entities([one, other, neither])
    assert len(links.entities) == 3


def test_a_middle_letter_that_one_paper_prints_makes_no_difference() -> None:
    one, other = entity("d1", "Mara Q. Teel"), entity("d2", "Mara Teel")
    assert len(link_entities([one, other]).entities) == 1


def test_a_clipped_name_is_that_of_the_one_whom_all_know() -> None:
    known = [entity(f"d{n}", "Vladimir Teel") for n in range(12)]
    links = link_entities([*known, entity("d50", "Vlad Teel"), *elsewhere()])
    assert len(links.entities) == 10


def test_a_name_to_which_no_text_adds_another_is_one() -> None:
    links = link_entities([entity(f"d{n}", "Zorbo") for n in range(3)])
    assert len(links.entities) == 1


def test_a_guard_without_its_state_joins_nothing() -> None:
    links = link_entities([entity(f"d{n}", "Border Guard", "organisation") for n in range(2)])
    assert len(links.entities) == 2


def test_the_same_title_of_two_states_parts_them() -> None:
    one = entity("d1", "Sergei Tormazov", "person", "President of France")
    other = entity("d2", "Sergey Tormasov", "person", "Polish President")
    links = link_entities([one, other, *among("d1 d2", "Senate", "River Bank"), *elsewhere()])
    assert of(links, one) != of(links, other)


def test_two_that_one_text_names_are_two() -> None:
    one = entity("d1", "Sergei Tormazov", "person", "President of France")
    other = entity("d1", "Sergey Tormasov", "person", "French President")
    links = link_entities([one, other])
    assert of(links, one) != of(links, other)


def test_another_given_name_is_another_person() -> None:
    one = entity("d1", "Mara Teel", "person", "President of France")
    other = entity("d2", "Oto Teel", "person", "French President")
    links = link_entities([one, other, *among("d1 d2", "Senate", "River Bank"), *elsewhere()])
    assert of(links, one) != of(links, other)


def test_a_surname_alone_is_that_of_the_one_whom_all_know() -> None:
    known = [entity(f"d{n}", "Mara Teel", other="Teel") for n in range(12)]
    alone = entity("d50", "Teel")
    links = link_entities([*known, alone, *elsewhere()])
    assert of(links, alone) == of(links, known[0])
    (join,) = joins(links, "short")
    assert "12 texts" in join.why


def test_a_surname_that_two_bear_is_nobodys() -> None:
    bearers = [entity(f"d{n}", name) for n, name in enumerate(["Mara Teel", "Oto Teel"] * 6)]
    alone = entity("d50", "Teel")
    links = link_entities([*bearers, alone, *elsewhere()])
    assert of(links, alone) not in {of(links, one) for one in bearers}


def test_the_office_tells_which_of_two_bearers_it_is() -> None:
    bearers = [entity(f"m{n}", "Mara Teel", "person", "President of France") for n in range(3)]
    others = [entity(f"o{n}", "Oto Teel", "person", "mayor") for n in range(3)]
    alone = entity("d50", "Teel", "person", "French President")
    links = link_entities([*bearers, *others, alone, *elsewhere()])
    assert of(links, alone) == of(links, bearers[0])


def test_a_surname_with_another_states_office_joins_nobody() -> None:
    known = [entity(f"d{n}", "Mara Teel", "person", "President of France") for n in range(12)]
    alone = entity("d50", "Teel", "person", "Polish President")
    links = link_entities([*known, alone, *elsewhere()])
    assert of(links, alone) != of(links, known[0])


def test_initials_join_what_several_texts_name_in_full() -> None:
    long = [entity(f"d{n}", "Free River Committee", "organisation") for n in range(3)]
    short = [entity(f"d{n}", "FRC", "organisation") for n in range(1, 5)]
    links = link_entities([*long, *short, *elsewhere()])
    assert of(links, long[0]) == of(links, short[0])
    assert joins(links, "acronym")


def test_initials_of_words_that_are_no_name_join_nothing() -> None:
    long = [entity(f"d{n}", "Ruritanian troops", "organisation") for n in range(3)]
    short = [entity(f"d{n}", "RT", "organisation") for n in range(1, 5)]
    links = link_entities([*long, *short, *elsewhere()])
    assert of(links, long[0]) != of(links, short[0])


def test_what_most_texts_take_for_a_place_is_one_in_the_others() -> None:
    places = [entity(f"d{n}", "Strelsau", "place") for n in range(4)]
    person = entity("d9", "Strelsau")
    links = link_entities([*places, person])
    assert of(links, person) == of(links, places[0])


def test_somebody_with_an_office_is_no_place() -> None:
    places = [entity(f"d{n}", "Strelsau", "place") for n in range(4)]
    person = entity("d9", "Strelsau", "person", "mayor")
    links = link_entities([*places, person])
    assert of(links, person) != of(links, places[0])


def test_an_area_is_one_under_all_its_names() -> None:
    names = ["Western Balkans", "Balkan Peninsula", "Balkans"]
    links = link_entities([entity(f"d{n}", name, "place") for n, name in enumerate(names)])
    assert len(links.entities) == 1


def test_a_war_is_one_however_it_is_numbered() -> None:
    names = ["World War Two", "World War II", "Second World War"]
    items = [entity(f"d{n}", name, "happening") for n, name in enumerate(names)]
    links = link_entities([*items, entity("d9", "First World War", "happening")])
    assert len(links.entities) == 2


def test_a_ministry_is_one_in_british_spelling() -> None:
    names = ["French Defense Ministry", "Ministry of Defence of France"]
    links = link_entities([entity(f"d{n}", name, "organisation") for n, name in enumerate(names)])
    assert len(links.entities) == 1


def test_a_part_of_a_name_that_one_text_gives_joins_no_other_text() -> None:
    long = entity("d1", "Strelsau Gazette", "organisation", other="Gazette")
    links = link_entities([long, entity("d2", "Gazette", "organisation")])
    assert len(links.entities) == 2
