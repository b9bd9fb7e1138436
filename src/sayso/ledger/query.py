"""What a person types into the search box, taken apart; whatever it is, no syntax error of SQL.

::

    query   = item { item }
    item    = [ "-" ] ( word | phrase | field )
    word    = characters without white space or quotation marks; a final * stands for any ending
    phrase  = mark … mark          straight or curly: "…" “…” „…“ «…»
    field   = ( "outlet" | "speaker" | "before" | "after" ) ":" ( word | phrase )
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, NamedTuple

from sayso.errors import QueryError
from sayso.ledger.dates import first_day
from sayso.ledger.fold import words

FieldName = Literal["outlet", "speaker", "before", "after"]
FIELDS: tuple[FieldName, ...] = ("outlet", "speaker", "before", "after")
MARKS = '"“”„‟«»＂'
"""Every mark opens and every mark closes: sources and keyboards mix them."""
LONGEST = 2000
"""Characters of a query; FTS5's own limits lie beyond what these can make."""
MOST = 60
"""Words, phrases and fields of a query."""

_ITEM = re.compile(
    rf"(?P<minus>-)?(?:(?P<field>[^\W\d_]+):)?"
    rf"(?:[{MARKS}](?P<phrase>[^{MARKS}]*)(?P<closed>[{MARKS}])?|(?P<word>[^\s{MARKS}]*))"
)
_SPACE = re.compile(r"\s*")


class Term(NamedTuple):
    """A word or phrase to look for. ``prefix``: any word that begins as its last one."""

    text: str
    prefix: bool = False

    @property
    def fts(self) -> str:
        """The term in FTS5's language, where between marks nothing has a meaning of its own."""
        return f'"{self.text}"{"*" if self.prefix else ""}'


@dataclass(slots=True)
class Query:
    """A search query. ``outlets``: any of these; everything else: all of them."""

    terms: list[Term] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    without_outlets: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    without_speakers: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    """First days, as ``dates.first_day`` gives them."""
    before: list[str] = field(default_factory=list)


def parse(text: str) -> Query:
    """Take a query apart. Raises ``QueryError`` with what is wrong and what to write instead."""
    # Half characters, as a command line may hand over, and NULs occur in no text that is indexed.
    plain = text.encode("utf-8", "replace").decode().replace("\0", " ")
    if len(plain) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters. Search for less.")
    query = Query()
    items = 0
    at = _end(_SPACE, plain, 0)
    while at < len(plain):
        match = _ITEM.match(plain, at)
        assert match is not None  # every part of the pattern may be empty
        _take(query, match, plain)
        items += 1
        at = _end(_SPACE, plain, max(match.end(), at + 1))
    if items > MOST:
        raise QueryError(f"The query has more than {MOST} parts. Search for less.")
    _check(query, plain)
    return query


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _take(query: Query, match: re.Match[str], text: str) -> None:
    phrase, word, name = match["phrase"], match["word"] or "", match["field"]
    if phrase is not None and not match["closed"]:
        rest = text[match.start("phrase") :].strip()
        raise QueryError(
            f'The quotation mark before "{rest}" is never closed. Close it: "{rest}", '
            "or leave the mark out."
        )
    minus = match["minus"] is not None
    if name is None:
        _take_term(query, phrase, word, minus)
    elif phrase is None and ((not word and name.lower() not in FIELDS) or word.startswith("//")):
        # "said:" at the end of a clause, or a web address: words, not fields.
        _take_term(query, None, f"{name} {word}", minus)
    else:
        _take_field(query, name, word if phrase is None else phrase, minus)


def _take_term(query: Query, phrase: str | None, word: str, minus: bool) -> None:
    if phrase is not None:
        if not words(phrase):
            raise QueryError(f'There is no word between the marks of "{phrase}". Write some.')
        term = Term(phrase.strip())
    else:
        _refuse_operator(word)
        prefix = word.endswith("*")
        term = Term(word.rstrip("*"), prefix)
        # A dash between words, a bracket, AND: nothing to look for, and nothing wrong either.
        if not words(word) or word == "AND":
            return
        if prefix and len("".join(words(word))) < 2:
            raise QueryError(f"{word} fits too many words. Write at least two letters before *.")
    (query.without if minus else query.terms).append(term)


def _refuse_operator(word: str) -> None:
    if word == "OR":
        raise QueryError(
            "OR is not understood: every word must occur. Search for one alternative at a time; "
            'for the word itself write "or".'
        )
    if word == "NOT":
        raise QueryError(
            "NOT is not understood. Put a minus before the word that must not occur: -word; "
            'for the word itself write "not".'
        )


def _take_field(query: Query, name: str, value: str, minus: bool) -> None:
    known = name.lower()
    if known not in FIELDS:
        raise QueryError(_unknown(name, value))
    if not words(value):
        raise QueryError(f"{known}: needs a value right after the colon, as in {_EXAMPLES[known]}.")
    if known == "outlet":
        (query.without_outlets if minus else query.outlets).append(value)
    elif known == "speaker":
        (query.without_speakers if minus else query.speakers).append(value)
    else:
        # What is not before a day is after it: the first day belongs to "after".
        after = (known == "after") != minus
        (query.after if after else query.before).append(first_day(value, known))


_EXAMPLES = {
    "outlet": 'outlet:Courier or outlet:"Northern Courier"',
    "speaker": 'speaker:Vell or speaker:"Mira Vell"',
    "before": "before:2023 or before:2023-07-29",
    "after": "after:2023 or after:2023-07-29",
}


def _unknown(name: str, value: str) -> str:
    near = get_close_matches(name.lower(), FIELDS, n=1)
    hint = f"Did you mean {near[0]}:? " if near else ""
    return (
        f"There is no field {name}:. {hint}The fields are {', '.join(f'{f}:' for f in FIELDS)}. "
        f'To search for the words, put them between marks: "{name}:{value}".'
    )


def _check(query: Query, text: str) -> None:
    if query.terms or query.outlets or query.speakers or query.after or query.before:
        return
    if query.without or query.without_outlets or query.without_speakers:
        raise QueryError(
            f"{text.strip()} says only what must not occur. Add a word that must, or a field, as "
            f"in: ceasefire {text.strip()}"
        )
    raise QueryError(
        'There is no word to search for. Write words, a "phrase", or a field such as '
        f"{_EXAMPLES['speaker']}."
    )
