"""First names that are of men or of women, from the 1990 census of the United States.

The Census Bureau's lists (public domain) come as percentages of each sex by name; the package
``names`` holds them unchanged. A name counts where at least nineteen in twenty of its bearers are
of one sex. Of names from elsewhere it knows few: those tell nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

SURE = 0.95
HEAD = """\
# First names by which someone is a man or a woman in at least nineteen of twenty cases: the 1990
# census of the United States (Census Bureau, public domain), in lower case. Made by
# `python -m train.coreference first_names`. Titles and nouns come before them.

[names]
"""


def build(path: Path) -> str:
    """Write the lists to ``path``; a line with how many names there are."""
    men, women = _shares("male"), _shares("female")
    male = sorted(name for name in men if _is_sure(men[name], women.get(name, 0.0)))
    female = sorted(name for name in women if _is_sure(women[name], men.get(name, 0.0)))
    path.write_text(HEAD + _list("male", male) + _list("female", female), "utf-8")
    return f"{len(male):,} names of men, {len(female):,} of women"


def _shares(sex: str) -> Mapping[str, float]:
    lines = (files("names") / f"dist.{sex}.first").read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines if line.strip()}


def _is_sure(share: float, other: float) -> bool:
    return share >= SURE * (share + other) > 0


def _list(key: str, names: list[str]) -> str:
    words = ", ".join(f'"{name}"' for name in names)
    return f"{key} = [\n{textwrap.fill(words, 100, break_on_hyphens=False)},\n]\n"
