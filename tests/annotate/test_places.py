"""Places: which place a name stands for, what role it has, and what stays unknown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import mentions, places, sentences
from sayso.annotate.gazetteer import gazetteer, look_up, name_hash, name_key
from sayso.annotate.pipeline import annotate
from sayso.annotate.places.coordinates import coordinates
from sayso.annotate.places.home import home_of, place_in_name
from sayso.annotate.places.names import Toponym, toponym, without_kind
from sayso.annotate.places.rank import Choice, resolve
from sayso.annotate.stage import Annotations
from sayso.rows import Document, Place, Span

STAGES = (sentences.STAGE, mentions.STAGE, places.STAGE)
KYIV, PARIS, PARIS_TEXAS, STEPANAKERT = 703448, 2988507, 4717560, 146970
TOMSK_REGION, TOMSK = 1489421, 1489425


def rows(text: str, **given: str) -> Annotations:
    document = Document("d", "a.txt", "0", text, **given)  # type: ignore[arg-type]
    (made,) = annotate([document], stages=STAGES)
    assert made.problems == []
    return made.annotations


def found(text: str, **given: str) -> dict[str, Place]:
    return {text[slice(*row.span)]: row for row in rows(text, **given).places}


def chosen(text: str, *names: str, home: str | None = None) -> list[Choice | None]:
    """What each of the names given stands for in ``text``."""
    toponyms: list[Toponym] = []
    for name in names:
        start = text.index(name, toponyms[-1].span.end if toponyms else 0)
        toponyms.append(toponym(text, Span(start, start + len(name))))
    choices = resolve(text, toponyms, home)
    return [choices.get(one.key) for one in toponyms]


def ids(choices: list[Choice | None]) -> list[int | None]:
    return [one.entry.geonames if one and one.entry else None for one in choices]


# The gazetteer


@pytest.mark.parametrize(
    ("one", "other"), [("Kiev", "Kyiv"), ("Khankendi", "Stepanakert"), ("St. Louis", "Saint Louis")]
)
def test_exonyms_and_spellings_meet_on_the_id(one: str, other: str) -> None:
    assert {e.geonames for e in look_up(one)} & {e.geonames for e in look_up(other)}


def test_a_place_has_its_country_region_and_coordinates() -> None:
    (kyiv,) = [entry for entry in look_up("Kyiv") if entry.geonames == KYIV]
    assert (kyiv.kind, kyiv.country, kyiv.region, kyiv.capital) == ("town", "UA", "UA.12", True)
    assert (kyiv.latitude, kyiv.longitude) == pytest.approx((50.45, 30.52), abs=0.02)
    assert kyiv.population > 1_000_000


def test_a_place_is_found_by_its_id() -> None:
    entry = gazetteer().place(STEPANAKERT)
    assert entry is not None
    assert entry.kind == "town"
    assert gazetteer().place(1) is None


def test_an_unknown_name_has_no_places() -> None:
    assert look_up("Qwrtzopolis") == look_up("") == look_up("’") == ()


def test_a_hash_has_46_bits() -> None:
    assert all(0 <= name_hash(name_key(str(number))) < 1 << 46 for number in range(100))


@pytest.mark.parametrize("name", ["U.S.", "America", "American", "UK", "Czechia", "Holland"])
def test_countries_have_their_common_names(name: str) -> None:
    assert any(entry.kind == "country" for entry in look_up(name))


def test_areas_of_no_state_have_no_country_and_no_id() -> None:
    (sea,) = [entry for entry in look_up("Red Sea") if entry.kind == "area"]
    assert (sea.country, sea.geonames) == (None, None)


def test_a_region_of_geonames_is_not_given_twice() -> None:
    assert [entry.geonames for entry in look_up("Crimea")] == [703883]


# Names


@pytest.mark.parametrize(
    ("name", "short"),
    [("Tomsk Oblast", "Tomsk"), ("City of Lyon", "Lyon"), ("Lyon", None), ("Oblast", None)],
)
def test_the_word_for_the_kind_is_split_off(name: str, short: str | None) -> None:
    assert without_kind(name) == short


def test_the_words_beside_a_name_say_what_it_is() -> None:
    text = "The fire in Tomsk region came near to the city of Tomsk at night."
    assert ids(chosen(text, "Tomsk", "Tomsk")) == [TOMSK_REGION, TOMSK]


def test_an_acronym_is_no_village() -> None:
    assert toponym("It joined NATO in spring.", Span(10, 14)).entries == ()
    assert toponym("It left the EU in spring.", Span(12, 14)).entries != ()


def test_a_direction_is_no_region_somewhere() -> None:
    entries = toponym("Anger at the West grew.", Span(13, 17)).entries
    assert {entry.kind for entry in entries} <= {"area"}


# The choice


def test_the_best_known_place_is_meant_where_nothing_speaks_against_it() -> None:
    assert ids(chosen("They met in Paris on Monday.", "Paris")) == [PARIS]


def test_a_container_beside_it_says_which() -> None:
    text = "They met in Paris, Texas, on Monday."
    assert ids(chosen(text, "Paris", "Texas"))[0] == PARIS_TEXAS


def test_the_other_places_of_the_document_say_which() -> None:
    far = "The road from Dallas to Tyler and Paris was closed, Texas said."
    assert ids(chosen(far, "Dallas", "Tyler", "Paris", "Texas"))[2] == PARIS_TEXAS


def test_the_outlets_country_says_which() -> None:
    text = "A shop in Cambridge burned."
    assert [one.country for one in chosen(text, "Cambridge", home="US") if one] == ["US"]
    assert [one.country for one in chosen(text, "Cambridge", home="GB") if one] == ["GB"]


def test_a_score_is_a_probability_and_an_unlikely_place_is_left_open() -> None:
    for choice in chosen("From San Jose to Santa Maria to Springfield.", "San Jose", "Springfield"):
        assert choice is not None
        assert 0 < choice.score <= 1
        assert (choice.entry is not None) == (choice.score >= 0.5)


def test_a_town_and_its_region_together_outweigh_a_namesake() -> None:
    (gaza,) = chosen("Talks on Gaza went on in Cairo.", "Gaza")
    assert gaza is not None
    assert gaza.country == "PS"
    assert gaza.entry is not None
    assert gaza.entry.country == "PS"


# The stage


def test_rows_have_ids_precision_and_roles() -> None:
    text = (
        "KYIV, Ukraine, Dec. 3 (Agency) – Talks were held in Lyon, officials said. "
        "The French minister praised Kazakhstan."
    )
    places_ = found(text)
    assert {name: (row.precision, row.role, row.country) for name, row in places_.items()} == {
        "KYIV": ("town", "dateline", "UA"),
        "Ukraine": ("country", "dateline", "UA"),
        "Lyon": ("town", "named", "FR"),
        "French": ("country", "adjective", "FR"),
        "Kazakhstan": ("country", "named", "KZ"),
    }
    assert places_["KYIV"].geonames == KYIV
    assert all(row.score is not None and row.score > 0.5 for row in places_.values())


def test_an_invented_place_is_listed_and_stays_unknown() -> None:
    row = found("Troops left Qwrtzopolis in Zendovia on Monday.")["Zendovia"]
    assert (row.geonames, row.country, row.precision, row.score) == (None, None, None, None)
    assert row.role == "named"


def test_a_part_of_a_country_lies_in_it_and_has_no_id() -> None:
    row = found("Shelling went on in Eastern Ukraine on Monday.")["Eastern Ukraine"]
    assert (row.geonames, row.country, row.precision) == (None, "UA", None)


def test_the_names_of_people_are_no_places() -> None:
    assert found("Ms Paris Holm said that Florence Dellbrook would come.") == {}


def test_entities_have_the_id_of_their_place() -> None:
    made = rows("Talks were held in Kyiv on Monday. Jana Holm, the envoy, had come from Lyon.")
    assert {entity.name: entity.geonames for entity in made.entities} == {
        "Kyiv": KYIV,
        "Jana Holm": None,
        "Lyon": 2996944,
    }


def test_an_entity_with_two_places_has_no_id() -> None:
    made = rows("The fire in Tomsk region spread. Later the city of Tomsk was saved, Tomsk said.")
    (tomsk,) = [entity for entity in made.entities if entity.name == "Tomsk"]
    assert {row.geonames for row in made.places if row.entity == tomsk.id} >= {TOMSK_REGION, TOMSK}
    assert tomsk.geonames is None


def test_it_can_run_again_on_its_own_rows() -> None:
    text = "Officials in Kyiv said that Lyon was calm."
    document = Document("d", "a.txt", "0", text)
    (first,) = annotate([document], stages=STAGES)
    (again,) = annotate([document], {"d": first.annotations}, stages=STAGES[2:])
    assert again.annotations == first.annotations


def test_the_example_corpus_has_invented_places_only() -> None:
    text = "SARNHOLT, 4 May (VTA) – Shells fell on Kessel, Karvessia said, and on Maren in Ostavia."
    assert {row.geonames for row in found(text).values()} == {None}


# Coordinates


@pytest.mark.parametrize(
    ("words", "north", "east"),
    [
        ("48°35′N 38°00′E", 48.58333, 38.0),
        ("48.59° N, 38.01° E", 48.59, 38.01),
        ("34°03'08\"S; 118°14'37\"W", -34.05222, -118.24361),
        ("0°N 180°W", 0, -180),
    ],
)
def test_coordinates_are_points(words: str, north: float, east: float) -> None:
    (point,) = coordinates(f"The wreck lies at {words}, they said.")
    assert (point.latitude, point.longitude) == pytest.approx((north, east))
    assert point.span == Span(18, 18 + len(words))


@pytest.mark.parametrize("words", ["It was 38°C in May.", "91°N 10°E", "at 48° 35", "10°E 48°N"])
def test_other_degrees_are_none(words: str) -> None:
    assert list(coordinates(words)) == []


def test_coordinates_are_rows_of_their_own() -> None:
    row = found("The wreck of the ferry lies at 48°35′N 38°00′E, they said.")["48°35′N 38°00′E"]
    assert (row.precision, row.entity, row.geonames, row.latitude) == (
        "point",
        None,
        None,
        48.58333,
    )


# Outlets


@pytest.mark.parametrize(
    ("url", "outlet", "home"),
    [
        ("https://news.example.fr/a", None, "FR"),
        ("https://www.example.co.uk/a", "Lyon Post", "GB"),
        ("https://example.com/a", "Kazakhstan Today", "KZ"),
        ("https://example.com/a", "Georgia Today", None),
        ("https://example.io/a", None, None),
        ("http://[", "The Courier", None),
        (None, None, None),
    ],
)
def test_the_outlets_country(url: str | None, outlet: str | None, home: str | None) -> None:
    assert home_of(url, outlet) == home


def test_the_place_in_an_outlets_name() -> None:
    name = "The New York Gazette"
    where = place_in_name(name)
    assert where is not None
    assert name[slice(*where)] == "New York"
    assert place_in_name("The Daily Record") is None


def test_the_place_in_the_outlets_name_is_known_as_such() -> None:
    text = "Tashkent Courier\n4 May 2023\n\nThe road is open, officials said."
    document = Document("d", "a.txt", "0", text, outlet="Tashkent Courier", outlet_span=Span(0, 16))
    (made,) = annotate([document], stages=STAGES)
    (row,) = [row for row in made.annotations.places if row.role == "outlet"]
    assert (text[slice(*row.span)], row.country, row.entity) == ("Tashkent", "UZ", None)


# Robustness

NAMES = st.sampled_from(["Paris", "Texas", "U.S.", "Kyiv", "San Jose", "West", "’", "ß", "٣٤", " "])


@given(st.lists(NAMES | st.text(max_size=8), max_size=12), st.none() | st.sampled_from(["US", ""]))
@settings(deadline=None)
def test_any_text_gets_choices_among_its_names(words: list[str], home: str | None) -> None:
    text = ", ".join(words)
    toponyms, start = [], 0
    for word in words:
        toponyms.append(toponym(text, Span(start, start + len(word))))
        start += len(word) + 2
    choices = resolve(text, toponyms, home)
    assert choices.keys() == {one.key for one in toponyms if one.entries}
    assert all(0 <= one.score <= 1 and 0 <= one.place <= 1 for one in choices.values())


def test_time_grows_with_the_text_not_its_square() -> None:
    def seconds(times: int) -> float:
        text = " in ".join(["Paris, Texas", "Lyon", "Springfield", "San Jose"] * times)
        toponyms = [
            toponym(text, Span(start, start + 4))
            for start in range(0, len(text) - 4, 5)
            if text[start].isupper()
        ]
        begin = time.perf_counter()
        resolve(text, toponyms)
        return time.perf_counter() - begin

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.01)
