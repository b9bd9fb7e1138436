"""Names that a text itself declares to be names of one: "X, which A calls Y and B calls Z"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.annotate.mentions.borders import Found
from sayso.annotate.mentions.tokens import Tokens

_CALLS = frozenset(["calls", "call", "called", "names", "dubs"])
_CALLED = frozenset(["called", "named"])
_WHICH = frozenset(["which", "that"])
_OPENING = frozenset([",", "(", "–", "—", "-"])
_ADVERBS = frozenset(["also", "formerly", "previously", "once", "now", "sometimes", "still"])
_BY = frozenset(["to", "in", "by", "among"])
_REACH = 16  # tokens that a relative clause with names may have


def declared(
    tokens: Tokens, names: Sequence[Found]
) -> Iterator[tuple[list[Found], tuple[int, int]]]:
    """Names that are said to be of one, with the words that say it, as places of tokens."""
    at = {name.first: name for name in names}
    ends = {name.last: name for name in names}
    for place, word in enumerate(tokens.lower):
        if word in _WHICH:
            found = _which(tokens, at, ends, place)
        elif word in _CALLED or word == "known":
            found = _known(tokens, at, ends, place)
        else:
            continue
        if len(found) > 1:
            yield found, (min(place, found[1].first), max(name.last for name in found))


def _which(tokens: Tokens, at: dict[int, Found], ends: dict[int, Found], place: int) -> list[Found]:
    """ "X, which A calls Y and B calls Z", X being a name or "the town": Y, Z and X if named."""
    before = place - (place > 0 and tokens.text[place - 1] in _OPENING)
    antecedent = ends.get(before)
    found: list[Found] = []
    last = min(place + _REACH, len(tokens))
    for verb in range(place + 2, last):
        if tokens.block[verb] != tokens.block[place] or tokens.text[verb] in ".;:":
            break
        by, name = ends.get(verb), at.get(verb + 1)
        if tokens.lower[verb] in _CALLS and by is not None and name is not None:
            found.append(name)
    if not found or antecedent is None or any(one.key == antecedent.key for one in found):
        return found
    return [antecedent, *found]


def _known(tokens: Tokens, at: dict[int, Found], ends: dict[int, Found], place: int) -> list[Found]:
    """ "X, also called Y", "X (known to B as Z)": X and the other name."""
    opening = place - (tokens.lower[place - 1] in _ADVERBS) - 1
    if opening < 0 or tokens.text[opening] not in _OPENING or opening not in ends:
        return []
    after = place + 1
    if tokens.lower[after : after + 1] and tokens.lower[after] in _BY:
        who = at.get(after + 1) or at.get(after + 2)
        after = who.last if who is not None else after
    if tokens.lower[place] == "known":
        if tokens.lower[after : after + 1] != ["as"]:
            return []
        after += 1
    name = at.get(after)
    return [ends[opening], name] if name is not None else []
