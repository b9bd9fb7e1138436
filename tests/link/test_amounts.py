"""Quantities compared: same, hedges, compatible, updates, contradicts, incomparable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.quantities import find_quantities
from sayso.annotate.quantities.lexicon import AFTER, BEFORE, factors, units
from sayso.link.amounts import compare, describe
from sayso.rows import Quantity, Span


def quantity(text: str) -> Quantity:
    """The one quantity that is found in ``text``."""
    (found,) = find_quantities(text)
    span = Span(found.start, found.end)
    return Quantity("d", span, found.low, found.high, found.unit, None, found.hedge)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        # The same number, however it is written.
        ("20 per cent of it", "20% of it", "same"),
        ("a fifth of it", "20 percent of it", "same"),
        ("half of it", "50% of it", "same"),
        ("one in four houses", "a quarter of the houses", "same"),
        ("a third of it", "33% of it", "same"),
        ("two-thirds of it", "66.7% of it", "same"),
        ("100 thousand residents", "100,000 residents", "same"),
        ("1.5m people", "1.5 million people", "same"),
        ("$3.5bn", "3.5 billion dollars", "same"),
        ("about 20 people", "around 20 people", "same"),
        ("at least 70 people", "70 or more people", "same"),
        ("dozens of people", "dozens of people", "same"),
        ("18-20 soldiers", "between 18 and 20 soldiers", "same"),
        # Units that a known factor joins; what was converted was rounded.
        ("5 km", "5,000 metres", "same"),
        ("100 kilometers", "62 miles", "same"),
        ("100 kilometers", "60 miles", "same"),
        ("more than 100 kilometers", "more than 60 miles", "same"),
        ("100 kilometers", "40 miles", "contradicts"),
        ("two weeks", "14 days", "same"),
        ("three decades", "30 years", "same"),
        ("3 tonnes", "3,000 kg", "same"),
        ("400 hectares", "4 square kilometres", "same"),
        ("50 cents", "$0.5", "same"),
        ("50 basis points", "0.5 percentage points", "same"),
        # The same number, softened or left open.
        ("20% of it", "almost 20% of it", "hedges"),
        ("20% of it", "about 20% of it", "hedges"),
        ("a fifth of it", "nearly 20 per cent of it", "hedges"),
        ("70 people", "at least 70 people", "hedges"),
        ("70 people", "more than 70 people", "hedges"),
        ("400 people", "up to 400 people", "hedges"),
        ("100 kilometers", "about 62 miles", "hedges"),
        # "about" is a band, "almost" its lower half.
        ("about 20 people", "18 people", "compatible"),
        ("about 20 people", "26 people", "contradicts"),
        ("about 300 people", "303 people", "compatible"),
        ("about 300 people", "almost 320 people", "compatible"),
        ("about 303 people", "290 people", "compatible"),
        ("about 1,000 people", "500 people", "contradicts"),
        ("almost 20 people", "18 people", "compatible"),
        ("almost 20 people", "21 people", "contradicts"),
        ("almost 20 people", "5 people", "contradicts"),
        ("almost 20 people", "more than 20 people", "contradicts"),
        ("just over 100 people", "104 people", "compatible"),
        ("just over 100 people", "400 people", "contradicts"),
        ("just under 100 people", "40 people", "contradicts"),
        # Open ends.
        ("at least 70 people", "84 people", "compatible"),
        ("at least 70 people", "69 people", "contradicts"),
        ("at least 70 people", "up to 70 people", "compatible"),
        ("more than 70 people", "fewer than 70 people", "contradicts"),
        ("up to 400 people", "303 people", "compatible"),
        ("no more than 400 people", "at least 500 people", "contradicts"),
        ("18-20 people", "19 people", "compatible"),
        ("18-20 people", "21 people", "contradicts"),
        ("18-20 people", "20-25 people", "compatible"),
        ("dozens of people", "84 people", "compatible"),
        ("dozens of people", "3 people", "contradicts"),
        ("hundreds of people", "303 people", "compatible"),
        ("hundreds of people", "5,000 people", "contradicts"),
        ("hundreds of people", "thousands of people", "contradicts"),
        ("tens of thousands of people", "40,000 people", "compatible"),
        # Plain numbers.
        ("70 people", "84 people", "contradicts"),
        ("303 people", "300 people", "compatible"),
        ("1.5m people", "1,512,340 people", "compatible"),
        ("70 people", "72 people", "contradicts"),
        ("302 people", "303 people", "contradicts"),
        ("12% of it", "12.4% of it", "compatible"),
        ("12% of it", "13% of it", "contradicts"),
        # Nothing to compare.
        ("20% of it", "20 people", "incomparable"),
        ("20 km", "20 kg", "incomparable"),
        ("$20", "€20", "incomparable"),
        ("30 days", "one month", "incomparable"),
    ],
)
def test_without_dates(one: str, other: str, answer: str) -> None:
    assert compare(quantity(one), quantity(other)).answer == answer
    assert compare(quantity(other), quantity(one)).answer == answer


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ("at least 70 people", "84 people", "updates"),
        ("at least 70 people", "at least 84 people", "updates"),
        ("more than 100,000 people", "100,617 people", "updates"),
        ("at least 70 people", "up to 84 people", "compatible"),
        ("at least 70 people", "60 people", "contradicts"),
        ("just over 70 people", "84 people", "contradicts"),
        ("at least 70 people", "70 people", "hedges"),
        ("84 people", "at least 70 people", "compatible"),
        ("70 people", "84 people", "contradicts"),
        ("up to 400 people", "303 people", "compatible"),
    ],
)
def test_a_later_number_updates_a_lower_bound(earlier: str, later: str, answer: str) -> None:
    found = compare(quantity(earlier), quantity(later), said="2023-07-28", other_said="2023-07-29")
    assert found.answer == answer


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ("70 people", "84 people", "updates"),
        ("300 people", "303 people", "updates"),
        ("about 70 people", "84 people", "updates"),
        ("up to 70 people", "84 people", "updates"),
        ("dozens of people", "303 people", "updates"),
        ("dozens of people", "84 people", "compatible"),
        ("84 people", "70 people", "contradicts"),
        ("84 people", "84 people", "same"),
    ],
)
def test_a_number_that_only_grows_is_updated_upwards(earlier: str, later: str, answer: str) -> None:
    found = compare(
        quantity(earlier), quantity(later), said="2023", other_said="2024-01", only_grows=True
    )
    assert found.answer == answer


@pytest.mark.parametrize(
    ("said", "other_said"),
    [(None, "2024"), ("2024", None), ("2024", "2024-05-02"), ("2024-05-02", "2024-05-02")],
)
def test_without_a_known_order_nothing_is_updated(said: str | None, other_said: str | None) -> None:
    one, other = quantity("70 people"), quantity("84 people")
    found = compare(one, other, said=said, other_said=other_said, only_grows=True)
    assert found.answer == "contradicts"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("at least 70 people", "84 people", "70 or more, later 84"),
        ("70 people", "fewer than 60 people", "70 against less than 60"),
        ("20% of it", "almost 20% of it", "20 %, hedged as almost 20 %"),
        ("20% of it", "a fifth of it", "both 20 %"),
        ("5 km", "5,000 metres", "5 km is 5,000 m"),
        ("about 20 people", "18 people", "about 20 and 18 can both hold"),
        ("20 km", "20 kg", "20 km and 20 kg have no unit in common"),
    ],
)
def test_says_why(one: str, other: str, why: str) -> None:
    found = compare(quantity(one), quantity(other), said="2023-07-28", other_said="2023-07-29")
    assert found.why == why


def test_the_earlier_comes_first_in_the_why() -> None:
    early, late = quantity("at least 70 people"), quantity("84 people")
    found = compare(late, early, said="2024", other_said="2023")
    assert (found.answer, found.why) == ("updates", "70 or more, later 84")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a third of it", "33.33 %"),
        ("$2.2 trillion", "2,200,000,000,000 USD"),
        ("0.125% of it", "0.125 %"),
        ("18-20 people", "18 to 20"),
        ("more than 70 people", "more than 70"),
        ("up to 70 people", "70 or less"),
        ("about 70 km", "about 70 km"),
    ],
)
def test_describes_a_quantity(text: str, words: str) -> None:
    assert describe(quantity(text)) == words


def test_a_quantity_without_a_number_is_incomparable() -> None:
    empty = replace(quantity("70 people"), low=None, high=None)
    assert compare(empty, empty).answer == "incomparable"
    assert describe(empty) == "an open number"


def test_every_factor_belongs_to_a_unit_of_the_lexicon() -> None:
    known = set(units().names.values()) | set(units().symbols.values())
    named = set(factors()) | {base for base, _ in factors().values()}
    assert named - known == set()


NUMBERS = st.one_of(
    st.integers(-1000, 10**7).map(float), st.integers(0, 10**5).map(lambda n: n / 100)
)
DATES = st.sampled_from((None, "2023", "2023-07", "2023-07-29", "2024-01-01"))


@st.composite
def quantities(draw: st.DrawFn, unit: st.SearchStrategy[str | None]) -> Quantity:
    """Rows such as the stage makes, and some that it does not."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    hedge = draw(st.sampled_from((None, *BEFORE, *AFTER)))
    bounds = draw(st.sampled_from(((low, low), (low, high), (low, None), (None, high))))
    return Quantity("d", Span(0, 1), *bounds, draw(unit), None, hedge)


UNITS = st.sampled_from((None, "%", "km", "mile", "m", "kg", "year", "USD"))


@given(quantities(UNITS), DATES, st.booleans())
def test_everything_is_the_same_as_itself(one: Quantity, said: str | None, grows: bool) -> None:
    found = compare(one, one, said=said, other_said=said, only_grows=grows)
    assert found.answer == "same"


@given(quantities(UNITS), quantities(UNITS), DATES, DATES, st.booleans())
def test_order_does_not_matter(
    one: Quantity, other: Quantity, said: str | None, other_said: str | None, grows: bool
) -> None:
    here = compare(one, other, said=said, other_said=other_said, only_grows=grows)
    there = compare(other, one, said=other_said, other_said=said, only_grows=grows)
    assert here.answer == there.answer


@given(quantities(st.just("kg")), quantities(st.just("kg")))
def test_the_scale_of_the_unit_does_not_matter(one: Quantity, other: Quantity) -> None:
    in_grams = [
        replace(
            q,
            unit="g",
            low=None if q.low is None else q.low * 1000,
            high=None if q.high is None else q.high * 1000,
        )
        for q in (one, other)
    ]
    assert compare(*in_grams).answer == compare(one, other).answer


@given(quantities(UNITS), quantities(UNITS))
def test_only_a_date_makes_an_update(one: Quantity, other: Quantity) -> None:
    assert compare(one, other, only_grows=True).answer != "updates"
