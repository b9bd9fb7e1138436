"""Figures beside their goals, as lines to print and as the page docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.floors import floors


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it is, what it reached, its goal or null, and the command that prints it."""

    name: str
    reached: float
    goal: float | None
    command: str
    unit: str = ""
    less_is_better: bool = False

    @property
    def met(self) -> str:
        """ "yes", "no", or nothing where there is no goal."""
        if self.goal is None:
            return ""
        good = self.reached <= self.goal if self.less_is_better else self.reached >= self.goal
        return "yes" if good else "no"

    @property
    def floor(self) -> float | None:
        """What floors.toml pins it to, if anything."""
        return floors().get(self.name)

    @property
    def under_its_floor(self) -> bool:
        """Whether it is worse than it must be."""
        if self.floor is None:
            return False
        return self.reached > self.floor if self.less_is_better else self.reached < self.floor

    @property
    def cells(self) -> list[str]:
        """The figure as the cells of a table row."""
        return [
            self.name,
            f"{number(self.reached)} {self.unit}".strip(),
            "" if self.goal is None else number(self.goal),
            self.met,
            "" if self.floor is None else number(self.floor),
            f"`{self.command}`",
        ]


HEAD = ["figure", "reached", "goal", "met", "floor", "command"]


def number(value: float) -> str:
    """Three decimals for shares, fewer for what is counted or timed."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def table(rows: Sequence[Figure]) -> str:
    """A Markdown table of figures."""
    lines = [HEAD, ["---"] * len(HEAD), *(row.cells for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
