"""The states that a phrase names."""

from __future__ import annotations

from functools import lru_cache

from sayso.annotate.gazetteer import look_up

_LONGEST = 4  # words


def countries(words: list[str]) -> tuple[frozenset[str], list[str]]:
    """The states that folded words name, as "@" and the GeoNames id, and the words that are left.

    "russian president" and "president of russia" hold the same one.
    """
    found: set[str] = set()
    rest: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            state = _state(" ".join(words[at : at + size]))
            if state is not None:
                found.add(state)
                at += size
                break
        else:
            rest.append(words[at])
            at += 1
    return frozenset(found), rest


@lru_cache(maxsize=16384)
def _state(name: str) -> str | None:
    """The country that is called so, or whose people are; null where there is none or several."""
    entries = [entry for entry in look_up(name) if entry.kind == "country"]
    return f"@{entries[0].geonames}" if len(entries) == 1 else None
