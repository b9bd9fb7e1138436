"""Datelines and bylines by their shape."""

from __future__ import annotations

import pytest

from sayso.read.byline import byline
from sayso.read.dateline import dateline


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("VELL, Nordland, Dec. 3", "VELL, Nordland, Dec. 3"),
        ("VELL, Nordland, Dec.19", "VELL, Nordland, Dec.19"),
        ("PORT VELL – The council voted.", "PORT VELL –"),
        ("VELL — Rep. Oda Marsh voted.", "VELL —"),
        ("PORT VELL—The council voted.", "PORT VELL—"),
        ("VELL, March 4 (Wire) - The council voted.", "VELL, March 4 (Wire) -"),
        ("VELL, N.L., Sept. 26 (Wire) — The council voted.", "VELL, N.L., Sept. 26 (Wire) —"),
        ("VELL, November 6 Nordish Foreign Minister Oda Marsh", "VELL, November 6"),
        ("VELL, 26 March 2031 /NTA/. The council voted.", "VELL, 26 March 2031 /NTA/."),
        ("VELL, NOVEMBER 6, NORDPRESS. The council voted.", "VELL, NOVEMBER 6, NORDPRESS."),
        ("VELL, June 4 - Nord Wire. The council voted.", "VELL, June 4 - Nord Wire."),
        ("VELL (3 May 2031) – The council voted.", "VELL (3 May 2031) –"),
        ("Vell: The council voted.", "Vell:"),
        ("NEW VELL: The council voted.", "NEW VELL:"),
        ("Port do Vell (Nordland) (NTA) – The council voted.", "Port do Vell (Nordland) (NTA) –"),
        ("Vell, Nordland (NTA) — The council voted.", "Vell, Nordland (NTA) —"),
    ],
)
def test_a_dateline_is_known_by_its_shape(line: str, words: str) -> None:
    found = dateline(line, 0, len(line))
    assert found is not None
    assert line[slice(*found.span)] == words
    assert found.body == len(line) or not line[found.body - 1].isalnum()


@pytest.mark.parametrize(
    "line",
    [
        "The council voted on Monday.",
        "Vell – which voted on Monday – is closed.",
        "Oda Marsh — Mayor of Vell since May — has resigned.",
        "BREAKING: The council voted.",
        "Editor’s Note: The council voted.",
        "Exclusive: The council voted.",
        "On May 3 the council voted.",
        "VELL council votes to close the pier.",
        "Marsh: “We are closed.”",
        "Monday, May 3, was a quiet day.",
        "",
    ],
)
def test_other_lines_have_none(line: str) -> None:
    assert dateline(line, 0, len(line)) is None


def test_a_dateline_gives_its_parts() -> None:
    line = "VELL, March 4 (Wire) - The council voted."
    found = dateline(line, 0, len(line))
    assert found is not None
    assert (found.month, found.day, found.year) == (3, "4", None)
    assert found.agency is not None
    assert line[slice(*found.agency)] == "Wire"


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        ("By Ana Lund", "Ana Lund", None),
        ("by Ana Lund, The Paper:", "Ana Lund", "The Paper"),
        ("By Ana Lund and Per Holm", "Ana Lund and Per Holm", None),
        ("By Ana Lund, Vell", "Ana Lund", None),
        ("Authored by Ana Lund via Otherpress,", "Ana Lund", None),
        ("By Ana Lund | 3 May 2031", "Ana Lund", None),
    ],
)
def test_a_byline_gives_names_and_outlet(line: str, names: str, outlet: str | None) -> None:
    found = byline(line, 0, len(line))
    assert found is not None
    assert line[slice(*found.names)] == names
    assert (line[slice(*found.outlet)] if found.outlet else None) == outlet


@pytest.mark.parametrize(
    "line",
    [
        "By noon the pier was closed.",
        "By 0724 GMT, it was closed",
        "By The Numbers",
        "By",
        "Bystanders",
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert byline(line, 0, len(line)) is None
