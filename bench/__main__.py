"""``make bench``: every figure of docs/benchmarks.md, beside its goal and floor.

``python -m bench --data DIR [--only NAME …] [--write]``. DIR holds ``data/`` and ``seeds/``.
``--write`` renews docs/benchmarks.md below its mark. Exit code 1 if a figure is under its floor.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from bench.machine import describe
from bench.report import Figure, table
from bench.suite import QUICK, SLOW

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
MARK = "<!-- Below this line: written by `make bench`. -->"


def main() -> None:
    """Run the benchmarks and print their figures as a Markdown table."""
    everything = {benchmark.__name__: benchmark for benchmark in (*SLOW, *QUICK)}
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--only", nargs="+", choices=sorted(everything))
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    head = f"{datetime.date.today().isoformat()}, {describe()}."
    figures: list[Figure] = []
    for name in chosen.only or everything:
        print(f"{name} …", file=sys.stderr)
        figures.extend(everything[name](chosen.data))
    lines = f"{head}\n\n{table(sorted(figures, key=lambda figure: figure.name))}\n"
    print(lines)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(f"{page}{MARK}\n\n{lines}", encoding="utf-8")
    sys.exit(any(figure.under_its_floor for figure in figures))


if __name__ == "__main__":
    main()
