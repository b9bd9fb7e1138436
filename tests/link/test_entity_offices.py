"""Which words for a person are one office, and whose."""

from __future__ import annotations

import pytest

from sayso.link.entities import entity_id, entity_key
from sayso.link.entities.offices import agreement, office, office_key
from sayso.rows import Entity


def agree(one: str, other: str) -> int:
    return agreement(*([held] for name in (one, other) if (held := office(name))))


@pytest.mark.parametrize(
    "role",
    [
        "French President",
        "president of France",
        "France’s president",
        "beleaguered French president",
    ],
)
def test_an_office_is_one_however_it_is_worded(role: str) -> None:
    assert office_key(role) == office_key("French president")
    assert entity_key(Entity("e1", role, "office")) == office_key(role)
    assert entity_id(str(office_key(role))).startswith("e")


@pytest.mark.parametrize(
    "role",
    [
        "Polish president",
        "former French president",
        "French prime minister",
        "president of the French Rowing Committee",
        "French deputy defence minister",
    ],
)
def test_other_offices_are_others(role: str) -> None:
    assert office_key(role) not in (None, office_key("French president"))


@pytest.mark.parametrize(
    "role", ["president", "French journalist", "French ambassador", "father", ""]
)
def test_what_is_no_office_or_nobodys_has_no_key(role: str) -> None:
    assert office_key(role) is None


def test_titles_agree_as_far_as_they_tell() -> None:
    assert agree("Polish foreign minister", "Foreign Minister of Poland") == 2
    assert agree("Foreign Minister", "Foreign Minister of Poland") == 1
    assert agree("Secretary General", "NATO’s Secretary-General") == 1
    assert agree("French President", "Polish President") == -1
    assert agree("president", "vice president") == 0
    assert agree("mayor", "senator") == 0
