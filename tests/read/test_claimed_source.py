"""The agency that an article names as its source: found where articles name one, never made up."""

from __future__ import annotations

import pytest

from sayso.read import Receipt, read
from sayso.rows import Document

LEAD = "The council of Vell voted on Monday to close the northern pier for a year, its chair said."
VOTED = "The council of Vell voted on Monday to close the northern pier for a whole year"
MORE = "The pier had been open since the spring, and the fishermen were not asked."


def document(text: str) -> Document:
    data = text.encode()
    return read(Receipt("a.txt", data, "text", data))[0]


def claimed(text: str, outlet: str = "Harbour Gazette") -> str | None:
    """What a page of this outlet claims; the name is the words at its span."""
    found = document(f"{text}\n\nCopyright 2031 {outlet}. All rights reserved.")
    assert found.outlet == outlet
    if found.claimed_source_span is not None:
        assert found.text[slice(*found.claimed_source_span)] == found.claimed_source
    return found.claimed_source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"VELL, May 2, 2031 (Norwire) - {LEAD}\n\n{MORE}", "Norwire"),
        (f"VELL, 2 May 2031 /NTA/. {LEAD}\n\n{MORE}", "NTA"),
        (f"(Norwire) – {LEAD}\n\n{MORE}", "Norwire"),
        (f"The pier is closed\n\nBy Norwire\n\n{LEAD}\n\n{MORE}", "Norwire"),
        (f"{VOTED}, Norwire reports.\n\n{MORE}", "Norwire"),
        (f"{VOTED}, Norwire reports citing the council.\n\n{MORE}", "Norwire"),
        (f"{LEAD} This was reported by the state news agency VTN.\n\n{MORE}", "VTN"),
        (f"{VOTED}, Norwire news agency said on Monday.\n\n{MORE}", "Norwire"),
        (f"{LEAD}\n\n{MORE}\n\nWith inputs from Norwire", "Norwire"),
        (f"{LEAD}\n\n{MORE} (With additional reporting from Norwire)", "Norwire"),
        (f"{LEAD}\n\n{MORE}\n\nSources: Norwire, VTN", "Norwire, VTN"),
        (f"{LEAD}\n\n{MORE} (NTA)", "NTA"),
        (f"{LEAD}\n\n{MORE} – NTA", "NTA"),
    ],
)
def test_a_named_source_is_the_claimed_source(text: str, name: str) -> None:
    assert claimed(text) == name


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\n{MORE}",
        f"VELL, May 2, 2031 - {LEAD}\n\n{MORE}",
        f"The pier is closed\n\nBy Ilva Torn\n\n{LEAD}\n\n{MORE}",
        f"The pier is closed\n\nBy Staff\n\n{LEAD}\n\n{MORE}",
        f"{LEAD}\n\n{MORE}\n\nWith inputs from agencies",
        f"{VOTED}, the Ministry of Water reports.\n\n{MORE}",
        f"{VOTED}, Ilva Torn reports.\n\n{MORE}",
        f"{VOTED}, NATO reports.\n\n{MORE}",
        f"{LEAD} The northern pier belongs to the harbour (NATO)",
        "\n\n".join([LEAD, MORE, f"{VOTED}, Norwire reports.", MORE, MORE]),
    ],
)
def test_nobody_is_made_up(text: str) -> None:
    assert claimed(text) is None


@pytest.mark.parametrize("name", ["Norwire", "norwire.example"])
def test_the_outlet_is_not_its_own_claimed_source(name: str) -> None:
    text = f"{VOTED}, Norwire reports.\n\n{MORE}"
    assert claimed(text, outlet=name.split(".")[0]) is None


def test_the_agency_of_a_dateline_that_is_the_outlet_is_no_claim() -> None:
    found = document(f"VELL, 2 May 2031 /NTA/. {LEAD}")
    assert (found.outlet, found.claimed_source) == ("NTA", None)
