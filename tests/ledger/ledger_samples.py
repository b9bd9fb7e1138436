"""Small documents with rows, and strategies for rows of every type."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from hypothesis import strategies as st

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.read.receipt import Receipt
from sayso.rows import (
    Alias,
    Attribution,
    Document,
    Entity,
    Mention,
    Naming,
    Passage,
    PassageMember,
    Phrase,
    Place,
    Precision,
    Quantity,
    Sentence,
    Span,
    Time,
    Voice,
    Wording,
)

Row = TypeVar("Row")

SAID = ' said "'
KEYS = {"sentences": "sentences-1", "attributions": "attributions-1"}


def receipt(name: str, text: str, identity: str | None = None) -> Receipt:
    """A text file as received."""
    data = text.encode()
    return Receipt(name, data, "text", data if identity is None else identity.encode())


def sample(
    name: str,
    speaker: str,
    words: str,
    outlet: str | None = None,
    published: str | None = None,
    precision: Precision = "day",
) -> tuple[Document, Receipt, Annotations]:
    """The document ``SPEAKER said "WORDS".`` with all rows that belong to it."""
    text = f'{speaker}{SAID}{words}".'
    got = receipt(name, text)
    doc = got.doc
    document = Document(
        doc,
        name,
        got.sha256,
        text,
        outlet=outlet,
        published=published,
        published_precision=precision if published else "unknown",
        published_from="given" if published else "unknown",
    )
    source = Span(0, len(speaker))
    cue = Span(len(speaker) + 1, len(speaker) + 5)
    content = Span(len(speaker) + len(SAID), len(text) - 2)
    entity = f"{doc}-{speaker}"
    whole = Span(0, len(text))
    return (
        document,
        got,
        Annotations(
            sentences=(Sentence(doc, whole),),
            mentions=(Mention(doc, source, entity, "name"),),
            entities=(Entity(entity, speaker, "person", (Alias(speaker, outlet, 1),)),),
            attributions=(
                Attribution(
                    f"{doc}-a", doc, source, cue, (content,), "direct", (content,), speaker=entity
                ),
            ),
            voices=(Voice(doc, whole, (f"{doc}-a",)),),
        ),
    )


def add(ledger: Ledger, name: str, speaker: str, words: str, *more: Any, **also: Any) -> str:
    """Write a sample; its id."""
    document, got, rows = sample(name, speaker, words, *more, **also)
    ledger.write(document, got, rows, KEYS)
    return document.id


def shared(identifier: str, *docs: str) -> Passage:
    """A passage that the first five characters of each document carry."""
    members = tuple(PassageMember(doc, Span(0, 5), "w1") for doc in docs)
    return Passage(identifier, members, (Wording("w1", docs[0], None),))


_SMALL = st.integers(0, 2**40)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(Span, st.builds(Span, _SMALL, _SMALL))
st.register_type_strategy(Alias, st.builds(Alias, st.text(), st.none() | st.text(), _SMALL))
st.register_type_strategy(float, _FLOATS)


def made(row: type[Row], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    """Rows of a type with every field filled by its declared type, but for those given."""
    inferred: Any = {field.name: ... for field in fields(row)}  # type: ignore[arg-type]
    return st.builds(row, **{**inferred, **given})


def rows_of(doc: str) -> st.SearchStrategy[Annotations]:
    """All rows of one document."""
    own = st.just(doc)

    def some(strategy: st.SearchStrategy[Row]) -> st.SearchStrategy[tuple[Row, ...]]:
        return st.lists(strategy, max_size=3).map(tuple)

    return st.builds(
        Annotations,
        sentences=some(made(Sentence, doc=own)),
        times=some(made(Time, doc=own)),
        quantities=some(made(Quantity, doc=own)),
        mentions=some(made(Mention, doc=own)),
        entities=some(made(Entity, geonames=st.none() | _SMALL)),
        places=some(made(Place, doc=own, geonames=st.none() | _SMALL)),
        attributions=some(made(Attribution, doc=own)),
        voices=some(made(Voice, doc=own)),
        phrases=some(made(Phrase, doc=own)),
        namings=some(made(Naming, doc=own)),
    )


def documents(doc: str, sha256: str) -> st.SearchStrategy[Document]:
    """Documents with this id."""
    return made(Document, id=st.just(doc), sha256=st.just(sha256))
