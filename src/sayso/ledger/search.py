"""Search over the documents' texts.

FTS5 finds the documents; where in the frozen text the matches stand is then asked of the same
tokenizer, so that a span is marked exactly when it is what the index matched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from sayso.ledger import dates, documents, origins
from sayso.ledger.query import Query, Term, parse
from sayso.ledger.quotes import speaker_ids
from sayso.ledger.reader import Reader
from sayso.ledger.rowmap import dumps
from sayso.ledger.views import DocumentSummary, Hit, SearchResult
from sayso.link.origins import Origins
from sayso.rows import Span

SNIPPET = 240
"""Code points of a snippet, about three lines."""
LEAD = 60
"""Of these, at most so many before the first match."""
TITLE_WEIGHT = 4.0
"""How much more a match in a title counts than one in the text (BM25)."""
PIECE = 50_000
"""Code points in which matches are looked for at a time: FTS5 copies all it has for each match."""
OVERLAP = 2_000
"""How far a phrase is followed into the next piece."""
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters, which Unicode keeps free for use inside a program."""
_MARKERS = str.maketrans({_OPEN: " ", _CLOSE: " ", "\0": " "})


def search(ledger: Reader, query: str, limit: int = 20, offset: int = 0) -> SearchResult:
    """Documents that fit ``query``, best first; every word must occur (AND).

    ``"a phrase"`` (straight or curly marks) must occur as it is, ``word*`` stands for every
    ending, ``-`` before a word, phrase or field excludes. ``outlet:`` (any of several),
    ``speaker:``, ``before:`` and ``after:`` narrow the documents; a value with spaces is quoted:
    ``speaker:"Mira Vell"``. A date is a year, month or day; ``after:`` includes it, ``before:``
    does not. Case and diacritics do not count. Copies are found like any other document. Without
    a word that must occur the newest documents come first. Raises ``QueryError``, whose message
    explains what is wrong with the query and what to write.
    """
    asked = parse(query)
    with ledger.snapshot() as reader, reader.borrow() as connection:
        conditions, given = _conditions(connection, asked)
        total, found = _find(connection, asked, conditions, given, (limit, offset))
        counted = _origins(connection, asked, conditions, given) if total <= origins.MOST else None
        summaries = documents.by_ids(connection, found)
        with _Matcher(asked.terms) as matcher:
            hits = tuple(_hit(connection, summaries[doc], matcher) for doc in found)
    return SearchResult(query, hits, total, counted)


def _find(
    connection: sqlite3.Connection,
    query: Query,
    conditions: Sequence[str],
    given: dict[str, str],
    page: tuple[int, int],
) -> tuple[int, list[str]]:
    source = _source(query, conditions)
    order = f"bm25(search, {TITLE_WEIGHT}, 1.0), d.id" if query.terms else "d.published DESC, d.id"
    (total,) = connection.execute(f"SELECT count(*) {source}", given).fetchone()
    found = connection.execute(
        f"SELECT d.id {source} ORDER BY {order} LIMIT :limit OFFSET :offset",
        {**given, "limit": page[0], "offset": page[1]},
    )
    return int(total), [str(doc) for (doc,) in found]


def _origins(
    connection: sqlite3.Connection, query: Query, conditions: Sequence[str], given: dict[str, str]
) -> Origins:
    """The origins among everything that fits, of which a result shows one page."""
    found = connection.execute(f"SELECT d.id {_source(query, conditions)}", given)
    return origins.of_documents(connection, (str(doc) for (doc,) in found))


def _source(query: Query, conditions: Sequence[str]) -> str:
    joined = "search JOIN documents d ON d.number = search.rowid" if query.terms else "documents d"
    return f"FROM {joined} WHERE {' AND '.join(conditions)}"


def _conditions(connection: sqlite3.Connection, query: Query) -> tuple[list[str], dict[str, str]]:
    """Conditions in SQL on ``search`` and ``d``, with the values they name."""
    conditions: list[str] = []
    given: dict[str, str] = {}

    def add(condition: str, *values: str) -> None:
        names = [f"v{len(given) + i}" for i in range(len(values))]
        given.update(zip(names, values, strict=True))
        conditions.append(condition.format(*(f":{name}" for name in names)))

    if query.terms:
        add("search MATCH {}", " AND ".join(term.fts for term in query.terms))
    if query.without:
        unwanted = " OR ".join(term.fts for term in query.without)
        add("d.number NOT IN (SELECT rowid FROM search WHERE search MATCH {})", unwanted)
    listed = "d.outlet IN (SELECT value FROM json_each({}))"
    if query.outlets:
        add(listed, dumps(documents.outlets_named(connection, query.outlets)))
    if query.without_outlets:
        unwanted = dumps(documents.outlets_named(connection, query.without_outlets))
        add(f"ifnull(NOT {listed}, 1)", unwanted)
    speaks = (
        "d.id {} (SELECT doc FROM attributions WHERE speaker IN "
        "(SELECT value FROM json_each({{}})))"
    )
    for speaker in query.speakers:
        add(speaks.format("IN"), dumps(sorted(speaker_ids(connection, speaker))))
    for speaker in query.without_speakers:
        add(speaks.format("NOT IN"), dumps(sorted(speaker_ids(connection, speaker))))
    for day in query.after:
        add(dates.AFTER.replace(":after", "{}"), day)
    for day in query.before:
        add(dates.BEFORE.replace(":before", "{0}"), day)
    return conditions, given


def _hit(connection: sqlite3.Connection, summary: DocumentSummary, matcher: _Matcher) -> Hit:
    text = documents.text(connection, summary.id)
    spans = tuple(matcher.spans(text))
    snippet = _snippet(text, spans)
    copies = documents.count_copies(connection, summary.id)
    return Hit(summary, spans, text[snippet.start : snippet.end], snippet, copies)


class _Matcher:
    """Finds terms in texts by FTS5's own tokenizer, in a database of its own in memory."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._match = " OR ".join(term.fts for term in terms)
        self._memory = sqlite3.connect(":memory:", isolation_level=None)
        self._memory.execute(
            "CREATE VIRTUAL TABLE one USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')"
        )

    def __enter__(self) -> _Matcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._memory.close()

    def spans(self, text: str) -> Iterator[Span]:
        """Where the terms stand in ``text``; words of a phrase are one span."""
        done = 0
        for start, stop in _pieces(text):
            for span in self._found(text[start : stop + OVERLAP], start):
                if span.start >= stop:
                    break
                if span.start >= done:
                    yield span
                    done = span.end

    def _found(self, text: str, offset: int) -> Iterator[Span]:
        if not self._match:
            return
        self._memory.execute("DELETE FROM one")
        # One for one, so that no offset moves: FTS5's functions take a NUL for the end.
        self._memory.execute("INSERT INTO one VALUES (?)", (text.translate(_MARKERS),))
        row = self._memory.execute(
            "SELECT highlight(one, 0, ?, ?) FROM one WHERE one MATCH ?",
            (_OPEN, _CLOSE, self._match),
        ).fetchone()
        if row is None:
            return
        for number, piece in enumerate(row[0].replace(_CLOSE, _OPEN).split(_OPEN)):
            if number % 2:
                yield Span(offset, offset + len(piece))
            offset += len(piece)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut ``text`` at white space, if there is any near, so that no word is cut in two."""
    start = 0
    while len(text) - start > PIECE:
        stop = text.rfind(" ", start + PIECE // 2, start + PIECE) + 1 or start + PIECE
        yield start, stop
        start = stop
    yield start, len(text)


def _snippet(text: str, spans: Sequence[Span]) -> Span:
    """The stretch that holds most matches, cut at white space where there is some near."""
    first = _densest(spans)
    start = max(0, min(first - LEAD, len(text) - SNIPPET))
    end = min(len(text), start + SNIPPET)
    if start:
        space = text.find(" ", start, max(start, min(first, start + LEAD)))
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", end - LEAD // 2, end)
        end = space if space > max(start, first) else end
    return Span(start, end)


def _densest(spans: Sequence[Span]) -> int:
    """Where the window of a snippet should begin: at the match with most others soon after."""
    best, at, last = 0, 0, 0
    for number, span in enumerate(spans):
        last = max(last, number)
        while last < len(spans) and spans[last].end <= span.start + SNIPPET - LEAD:
            last += 1
        if last - number > best:
            best, at = last - number, span.start
    return at if best else (spans[0].start if spans else 0)
