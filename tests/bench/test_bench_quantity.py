"""The quantity benchmark: reading NewsQuant, pairing, counting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.bench import quantity

ENTRIES = [
    {
        "text": "Prices rose 3% to more than 12 euros.",
        "quantities": [
            {"change": "up", "value": "3.0", "unit": "%", "normalized_unit": "percentage"},
            {"change": ">", "value": "12", "unit": "euros", "normalized_unit": "euro"},
        ],
    },
    {
        "text": "Between 5 and 7 guards slept.",
        "quantities": [
            {"change": "=", "value": "5-7", "unit": "guards", "normalized_unit": "guard"},
        ],
    },
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "NewsQuant-dev.json").write_text(json.dumps(ENTRIES), encoding="utf-8")
    return tmp_path


def test_counts_value_change_and_unit(data: Path) -> None:
    figures = quantity.run(data)
    assert (figures.sentences, figures.gold, figures.found) == (2, 3, 3)
    assert (figures.value_f1, figures.value_change_f1, figures.unit_accuracy) == (1.0, 1.0, 1.0)


def test_reads_ranges(data: Path) -> None:
    gold = list(quantity.load(data / "NewsQuant-dev.json"))
    assert (gold[1].quantities[0].low, gold[1].quantities[0].high) == (5.0, 7.0)


def test_a_wrong_sign_costs_the_change_only(tmp_path: Path) -> None:
    entry = {
        "text": "Prices rose 3%.",
        "quantities": [{"change": "~", "value": "3", "unit": "%", "normalized_unit": "percentage"}],
    }
    (tmp_path / "NewsQuant-dev.json").write_text(json.dumps([entry]), encoding="utf-8")
    figures = quantity.run(tmp_path)
    assert (figures.value_f1, figures.value_change_f1) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("percentage", "%"),
        ("dollar", "USD"),
        ("dollar per gallon", "USD/gallon"),
        ("year of age", "year"),
        ("guard", None),
    ],
)
def test_gold_units_become_symbols(name: str, symbol: str | None) -> None:
    assert quantity.symbol(name) == symbol
