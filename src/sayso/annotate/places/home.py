"""Where an outlet is at home, as far as its address or its name says."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sayso.annotate.gazetteer import Entry, country_codes, look_up

# Top-level domains of countries that outlets everywhere use.
_SOLD = frozenset(("AI", "CC", "CO", "FM", "IO", "LY", "ME", "TK", "TO", "TV", "WS"))
_WORD = re.compile(r"(?!(?i:the)\b)[^\W\d_][\w.'’-]*")
_LONGEST = 3  # words of a place's name in an outlet's
_LARGE = 500_000  # people; many a word of an outlet's name is also a smaller town's


def home_of(url: str | None, outlet: str | None = None) -> str | None:
    """The ISO code of the outlet's country, by the last part of its host, else by its name."""
    code = _domain(url)
    found = place_in_name(outlet) if outlet and code is None else None
    if found is None or outlet is None:
        return code
    countries = {entry.country for entry in look_up(outlet[slice(*found)]) if _well_known(entry)}
    return next(iter(countries)) if len(countries) == 1 else None


def place_in_name(outlet: str) -> tuple[int, int] | None:
    """Where the first country, region or large town in an outlet's name stands; the longest."""
    words = list(_WORD.finditer(outlet))
    for first in range(len(words)):
        for last in range(min(len(words), first + _LONGEST), first, -1):
            start, end = words[first].start(), words[last - 1].end()
            if any(_well_known(entry) for entry in look_up(outlet[start:end])):
                return start, end
    return None


def _well_known(entry: Entry) -> bool:
    return entry.kind == "country" or (
        entry.kind in ("region", "town") and (entry.capital or entry.population >= _LARGE)
    )


def _domain(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address that is none, such as "http://["
        return None
    last = host.rpartition(".")[2].upper()
    code = "GB" if last == "UK" else last
    return code if code in country_codes() and code not in _SOLD else None
