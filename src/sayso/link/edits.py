"""What changed from one wording to the next, word by word, and what kind of change it is.

Dates and numbers are compared as wholes ("Nov. 10" against "10 November 2020"), everything else
as words without case and punctuation. The kinds are told by small closed lists of English words
and by shape; in other languages numbers and names are still told, the rest is ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, Opcode

from sayso.rows import Edit, EditKind

PHRASE = 14
"""Words beyond which an inserted or deleted stretch is more than a date, number, name or hedge."""


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER_WORD = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarter)"
)
_SCALE = r"(?:%|(?:hundred|thousand|million|billion|trillion|percent|per\s+cent|bn|mn|m|k)\b)"
_TOKEN = re.compile(
    rf"""
    (?P<date>
        (?:(?:early|mid|late)[\s-]+)?
        (?:{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s*{_YEAR})?
          |{_MONTH}\s*{_DAY}\b(?:,?\s*{_YEAR})?
          |{_MONTH}\s+{_YEAR}
          |\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}
          |\d{{1,2}}:\d\d(?::\d\d)?(?:\s*(?:hours|a\.?m\b\.?|p\.?m\b\.?|gmt|utc))?
          |{_YEAR}s?\b(?![.,]\d)(?!\s*(?:{_SCALE}|people|troops|soldiers))
          |(?:mon|tues|wednes|thurs|fri|satur|sun)day
          |(?:january|february|march(?=\s+\d)|april|june|july|august|september|october|november
             |december|sept|oct|nov|dec|jan|feb)\b\.?
          |yesterday|today|tomorrow|tonight
        ))\b
  | (?P<number>[$€£¥]?\d+(?:[.,]\d+)*(?:\s*{_SCALE})*
      |{_NUMBER_WORD}(?:[\s-]+(?:and\s+)?{_NUMBER_WORD})*(?:\s+(?:percent|per\s+cent))?)(?!\w)
  | (?P<word>[^\W_]+(?:['’.](?=[^\W_])[^\W_]+)*|[%$€£])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEDGES = _set(
    "about allegedly alleged almost apparently apparent approximately around barely claimed could"
    " estimated fewer likely may maybe might more most nearly over perhaps possible possibly"
    " presumably probably purported purportedly reported reportedly roughly scarcely seemingly"
    " so-called some supposed supposedly suspected under unconfirmed unlikely least less"
)
_CUES = _set(
    "according accused acknowledged added admitted affirmed alleges announced announces argued"
    " asserted asserts believes charged cited citing claim claims claiming comment commented"
    " confirmed confirms contends declared declares denied denies described disclosed emphasized"
    " emphasised estimates explained express expressed informed informs insisted insists maintains"
    " mentioned noted notes told quoted quoting recalled referring remarked reports reporting"
    " revealed said say saying says state-run stated statement states stressed suggested tells"
    " testified urged warned warns wrote writes"
)
_HEDGE_PHRASES = (frozenset({"up", "to"}), frozenset({"as", "many"}), frozenset({"as", "much"}))


class _Token(NamedTuple):
    kind: Literal["date", "number", "word"]
    start: int
    end: int
    compared: str
    capital: bool


class _Side(NamedTuple):
    """The text of one wording and those of its tokens that an edit takes."""

    text: str
    tokens: Sequence[_Token]

    def words(self) -> str:
        if not self.tokens:
            return ""
        start, end = self.tokens[0].start, self.tokens[-1].end
        closed = "(" in self.text[start:end] and self.text[end : end + 1] == ")"
        return self.text[start : end + closed]


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """The differences between two wordings, in order; ``old`` and ``new`` quote them as written.

    Texts that differ only in case, punctuation or spacing have none. Any text will do; time is
    at most the product of the two lengths in words over 64.
    """
    before, after = _tokens(old), _tokens(new)
    operations = Indel.opcodes(
        [token.compared for token in before], [token.compared for token in after]
    )
    found: list[Edit] = []
    for changed, group in groupby(operations, key=lambda op: op.tag != "equal"):
        if changed:
            parts = list(group)
            was = before[parts[0].src_start : parts[-1].src_end]
            now = after[parts[0].dest_start : parts[-1].dest_end]
            found.extend(_split(_Side(old, was), _Side(new, now)))
    return tuple(_with_moves(found))


def _with_moves(found: list[Edit]) -> Iterator[Edit]:
    """Words taken out here and put in there have only moved, whatever they are."""
    gone = {edit.old.casefold() for edit in found if edit.op == "delete"}
    come = {edit.new.casefold() for edit in found if edit.op == "insert"}
    for edit in found:
        moved = {edit.old.casefold(), edit.new.casefold()} & gone & come
        yield replace(edit, what="other") if moved and edit.op != "replace" else edit


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        kind: Literal["date", "number", "word"] = (
            "date" if found["date"] else "number" if found["number"] else "word"
        )
        shown = found[0]
        compared = re.sub(r"[\s,.]+", " ", shown).strip() if kind == "date" else shown
        capital = shown[0].isupper() and not _opens_sentence(text, found.start())
        plain = compared.casefold().replace("’", "'")
        tokens.append(_Token(kind, found.start(), found.end(), plain, capital))
    return tokens


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \t\r\n\"'“‘«(")
    return not before or before[-1] in ".!?…"


def _split(old: _Side, new: _Side) -> Iterator[Edit]:
    """One edit, or several where numbers or dates of the two sides answer to each other.

    "300" to "almost 340" is a hedge and a number, "more than 40" to "at least 60" likewise.
    """
    was, now = _parts(old.tokens), _parts(new.tokens)
    operations = Indel.opcodes([kind for kind, _ in was], [kind for kind, _ in now])
    same = [was[at][0] for op in operations if op.tag == "equal" for at in _sources(op)]
    if not {"date", "number"} & set(same) and len(same) < max(len(was), len(now)):
        yield _edit(old, new)
        return
    for equal, group in groupby(operations, key=lambda op: op.tag == "equal"):
        parts = list(group)
        if equal:
            pairs = (
                (at, parts[0].dest_start + at - parts[0].src_start)
                for at in range(parts[0].src_start, parts[-1].src_end)
            )
            for left, right in pairs:
                yield from _changed(old, new, was[left][1], now[right][1])
        else:
            left_part = _joined(was[parts[0].src_start : parts[-1].src_end])
            right_part = _joined(now[parts[0].dest_start : parts[-1].dest_end])
            yield _edit(_Side(old.text, left_part), _Side(new.text, right_part))


def _sources(operation: Opcode) -> range:
    return range(operation.src_start, operation.src_end)


def _changed(
    old: _Side, new: _Side, left: Sequence[_Token], right: Sequence[_Token]
) -> Iterator[Edit]:
    if [one.compared for one in left] != [one.compared for one in right]:
        yield _edit(_Side(old.text, left), _Side(new.text, right))


def _joined(parts: Sequence[tuple[str, list[_Token]]]) -> list[_Token]:
    return [token for _, tokens in parts for token in tokens]


def _parts(tokens: Sequence[_Token]) -> list[tuple[str, list[_Token]]]:
    return [(kind, list(group)) for kind, group in groupby(tokens, key=_sort)]


def _sort(token: _Token) -> str:
    if token.kind != "word":
        return token.kind
    return "name" if token.capital else "word"


def _edit(old: _Side, new: _Side) -> Edit:
    op: Literal["insert", "delete", "replace"] = "replace"
    if not old.tokens:
        op = "insert"
    elif not new.tokens:
        op = "delete"
    return Edit(op, old.words(), new.words(), _what(old.tokens, new.tokens))


def _what(old: Sequence[_Token], new: Sequence[_Token]) -> EditKind:
    """The kind of a change: that of the most telling thing in it that the other side lacks."""
    tokens = _own(old, new) + _own(new, old)
    compared = {token.compared for token in tokens if token.kind == "word"}
    if max(len(old), len(new)) > PHRASE:
        return "other"
    if compared & _CUES:
        return "attribution"
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return "date"
    if "number" in kinds:
        return "number"
    if compared & _HEDGES or any(phrase <= compared for phrase in _HEDGE_PHRASES):
        return "hedge"
    if any(token.capital for token in tokens):
        return "name"
    return "other"


def _own(tokens: Sequence[_Token], other: Sequence[_Token]) -> list[_Token]:
    """The tokens that are not on the other side too."""
    shared = {token.compared for token in other}
    return [token for token in tokens if token.compared not in shared]
