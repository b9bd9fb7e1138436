"""Print what Sayso gets right and wrong on the example corpus.

``python tests/examples/example_figures.py`` for the figures, ``… errors`` for every error as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import example_path as path
import test_example_path as checks
from example_path import Example, Pair

from sayso.bench.attribution import Triple


def figures() -> Iterator[str]:
    outer = path.outer_figure()
    found = [pair for pair in path.pairs() if pair.found]
    yield f"outermost attributions  recall {outer.recall:.3f}  precision {outer.precision:.3f}"
    nested = checks.found_pairs(nested=True)
    yield f"nested attributions     recall {checks.share(p.found is not None for p in nested):.3f}"
    yield f"of those found          kind {checks.share(not wrong(p, 'kind') for p in found):.3f}"
    polarity = checks.share(not wrong(p, "polarity") for p in found)
    yield f"                        polarity {polarity:.3f}"
    for label, pronouns in (("speaker", None), ("  of pronouns", True), ("  of others", False)):
        given, right, other, unnamed = checks.speaker_figures(pronouns)
        yield (
            f"                        {label:14} {right / given:.3f} "
            f"({right} right, {other} another, {unnamed} null of {given} that the gold names)"
        )
    times, quantities = list(path.times()), list(path.quantities())
    yield f"times                   found {checks.share(row is not None for *_, row in times):.3f}"
    yield (
        "quantities              right "
        f"{checks.share(checks.quantity_is_right(gold, row) for _, gold, row in quantities):.3f}"
    )
    passages = len(path.passages()), len(path.GOLD.passages)
    yield "passages                {} found, {} in the gold".format(*passages)


def wrong(pair: Pair, field: str) -> bool:
    return bool(getattr(pair.found, field) != getattr(pair.gold, field))


def errors() -> Iterator[str]:
    for pair in path.pairs():
        one, where = pair.example, f"{pair.example.gold.name} {pair.gold.id}"
        if pair.found is None:
            yield f"{where} MISSED {shown(one, one.triple(pair.gold))}"
            continue
        for field in ("kind", "polarity"):
            if wrong(pair, field):
                got = getattr(pair.found, field)
                yield f"{where} {field.upper()} {got}, not {getattr(pair.gold, field)}"
    for one in path.examples():
        if "attributions" in one.gold.complete:
            yield from extra(one)


def extra(one: Example) -> Iterator[str]:
    matched = {pair.found.id for pair in path.pairs() if pair.found}
    for row in one.rows.attributions:
        if row.id not in matched:
            yield f"{one.gold.name} EXTRA {shown(one, path.triple(row))}"


def shown(one: Example, found: Triple) -> str:
    roles = (" | ".join(one.text[slice(*span)][:90] for span in role) for role in found)
    return " – ".join(role.replace("\n", " ") or "nobody" for role in roles)


if __name__ == "__main__":
    for line in (*figures(), *(errors() if sys.argv[1:] else ())):
        print(line)
