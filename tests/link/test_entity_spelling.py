"""Which spellings may be one name."""

from __future__ import annotations

import pytest

from sayso.link.entities.spelling import alike, skeleton

# Romanisations as newspapers and standards have them, of common given names and invented surnames.
ONE_NAME = [
    ("sergei", "sergey"),
    ("dmitry", "dmitriy"),
    ("yevgeny", "evgeniy"),
    ("mohammed", "muhammad"),
    ("hussein", "husayn"),
    ("tormazov", "tormasov"),
    ("velensky", "velenskyy"),
    ("velenski", "velenskiy"),
    ("garabegh", "karabekh"),
    ("rudiyeh", "rudiya"),
]
OTHER_NAMES = [
    ("tormazov", "tormazova"),
    ("velensky", "velenskaya"),
    ("mario", "maria"),
    ("daniil", "dmitry"),
    ("boris", "bors"),
    ("ross", "rose"),
    ("iran", "iraq"),
    ("li", "lo"),
]


@pytest.mark.parametrize("pair", ONE_NAME)
def test_romanisations_of_one_name_are_alike(pair: tuple[str, str]) -> None:
    assert alike(*pair)
    assert alike(*reversed(pair))


@pytest.mark.parametrize("pair", OTHER_NAMES)
def test_other_names_are_not_alike(pair: tuple[str, str]) -> None:
    assert not alike(*pair)
    assert not alike(*reversed(pair))


def test_a_skeleton_levels_how_an_alphabet_is_romanised() -> None:
    assert skeleton("tormazhov") == skeleton("tormajov")
    assert skeleton("yevgeny") == skeleton("evgeniy")
    assert skeleton("") == ""
