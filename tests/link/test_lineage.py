"""Which wording came from which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from sayso.link.dates import surely_before
from sayso.link.passages.lineage import Version, parents

DATES = [None, "2019", "2020", "2020-03", "2020-03-04", "2020-03-05", "2020-04-01", "2021-01-01"]
WORDINGS = st.dictionaries(
    st.lists(st.integers(1, 3), min_size=2, max_size=6).map(tuple),
    st.sampled_from(DATES),
    max_size=12,
)


def versions(wordings: dict[tuple[int, ...], str | None]) -> list[Version]:
    return [Version(hash(words), words, date) for words, date in wordings.items()]


def nearer(one: Version, other: Version, to: Version) -> Version:
    """The closer of two; of equally close ones the later, and the coarser date; then by key."""

    def rank(version: Version) -> tuple[int, list[int], int]:
        distance = Levenshtein.distance(version.hashes, to.hashes)
        return distance, [-ord(letter) for letter in version.published or ""], version.key

    return min(one, other, key=rank)


def closest_older(version: Version, among: Iterable[Version]) -> int | None:
    older = [one for one in among if surely_before(one.published, version.published)]
    return reduce(lambda one, other: nearer(one, other, version), older).key if older else None


@given(WORDINGS)
@settings(max_examples=200, deadline=None)
def test_the_parent_of_the_only_wording_of_its_day_is_the_closest_older_one(
    wordings: dict[tuple[int, ...], str | None],
) -> None:
    made = versions(wordings)
    dates = [one.published for one in made]
    found = parents(made)
    for one in made:
        if dates.count(one.published) == 1:
            assert found[one.key] == closest_older(one, made)


@given(WORDINGS, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_wordings_does_not_matter(
    wordings: dict[tuple[int, ...], str | None], random: Random
) -> None:
    made = versions(wordings)
    assert parents(made) == parents(random.sample(made, len(made)))


def test_of_two_edits_of_one_day_the_closer_one_is_between() -> None:
    first = Version(1, (1, 2, 3, 4, 5, 6), "2020-01-01")
    edited = Version(2, (1, 2, 3, 4, 7, 8), "2020-01-02")
    further = Version(3, (1, 2, 9, 4, 7, 8), "2020-01-02")
    assert parents([first, edited, further]) == {1: None, 2: 1, 3: 2}


def test_of_thousands_that_differ_in_a_number_each_comes_from_the_one_before() -> None:
    begin = date(2001, 1, 1).toordinal()
    days = [date.fromordinal(begin + number).isoformat() for number in range(2_000)]
    made = [Version(number, (1, 2, 3, number), day) for number, day in enumerate(days)]
    assert parents(made) == {number: number - 1 if number else None for number in range(2_000)}
