"""A small ledger about an invented dam, written through the ledger's own writer.

No ``conftest.py``: the type checker takes two files of that name for one module. A test module that
wants the fixtures takes them over by name.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.read.receipt import Receipt
from sayso.rows import (
    Alias,
    Attribution,
    Document,
    Edit,
    Entity,
    Mention,
    Passage,
    PassageMember,
    Place,
    Problem,
    Quantity,
    Role,
    Sentence,
    Span,
    Time,
    Voice,
    Wording,
)
from sayso.web import app
from sayso.web.server import listen

TITLE = "Sel dam holds, says engineer"
BODY = (
    "TARSK, 3 May 2031. The dam at Sel held through the night. "
    "Ilva Torn said the ministry had told her that “the spillway is sound”. "
    "Some 40 families left the valley, the mayor said."
)
TEXT = f"{TITLE}\n\n{BODY}\n\nMore news from the Courier\n"
COPY = "The dam at Sel held through the day. Nothing else was known."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def receipt(name: str, text: str) -> Receipt:
    data = text.encode("utf-8", "surrogatepass")
    return Receipt(name, data, "text", data)


def document(name: str, text: str, **more: object) -> Document:
    got = receipt(name, text)
    made = Document(got.doc, name, got.sha256, text, language="en")
    return replace(made, **more)  # type: ignore[arg-type]


def dam_document() -> Document:
    return document(
        "dam.txt",
        TEXT,
        title=TITLE,
        title_span=Span(0, len(TITLE)),
        outlet="Tarsk Courier",
        published="2031-05-03",
        published_precision="day",
        published_from="dateline",
        published_spans=(span(TEXT, "3 May 2031"),),
        url="https://courier.example/dam",
    )


def dam_annotations(doc: str) -> Annotations:
    told = span(TEXT, "the ministry had told her that “the spillway is sound”")
    sound = span(TEXT, "“the spillway is sound”")
    families = span(TEXT, "Some 40 families left the valley")
    torn, ministry = "e-torn", "e-ministry"
    return Annotations(
        sentences=(Sentence(doc, span(TEXT, "The dam at Sel held through the night.")),),
        times=(Time(doc, span(TEXT, "the night"), "TIME", "2031-05-02TNI"),),
        quantities=(Quantity(doc, span(TEXT, "Some 40 families"), 40, 40, "family"),),
        mentions=(
            Mention(doc, span(TEXT, "Ilva Torn"), torn, "name"),
            Mention(doc, span(TEXT, "the ministry"), ministry, "description"),
        ),
        entities=(
            Entity(
                torn,
                "Ilva Torn",
                "person",
                (Alias("Ilva Torn", "Tarsk Courier", 1),),
                (Role("engineer", doc, span(TEXT, "engineer")),),
            ),
            Entity(ministry, "Ministry of Water", "organisation"),
            Entity("e-sel", "Sel", "place", geonames=7),
        ),
        places=(
            Place(doc, span(TEXT, "Sel"), "e-sel", 7, "XX", "XX.1", 1.5, -2.5, "town", score=0.9),
        ),
        attributions=(
            Attribution(
                "a-torn", doc, span(TEXT, "Ilva Torn"), span(TEXT, "said"), (told,), "mixed",
                speaker=torn,
            ),
            Attribution(
                "a-ministry", doc, span(TEXT, "the ministry"), span(TEXT, "told"), (sound,),
                "direct", (Span(sound.start + 1, sound.end - 1),), speaker=ministry,
                audience=torn, inside="a-torn",
            ),
            Attribution(
                "a-mayor", doc, span(TEXT, "the mayor"), Span(span(TEXT, "mayor said").start + 6,
                span(TEXT, "mayor said").end), (families,), "indirect", polarity="asserted",
            ),
        ),
        voices=(
            Voice(doc, span(TEXT, "The dam at Sel held through the night."), ()),
            Voice(doc, Span(told.start, sound.start), ("a-torn",)),
            Voice(doc, sound, ("a-torn", "a-ministry")),
            Voice(doc, families, ("a-mayor",)),
        ),
    )  # fmt: skip


def passage(first: Document, second: Document) -> Passage:
    night = span(first.text, "The dam at Sel held through the night.")
    day = span(second.text, "The dam at Sel held through the day.")
    members = (
        PassageMember(first.id, night, "w-night"),
        PassageMember(second.id, day, "w-day"),
    )
    wordings = (
        Wording("w-night", first.id, None),
        Wording("w-day", None, "w-night", (Edit("replace", "night", "day", "date"),)),
    )
    return Passage("p-dam", members, wordings)


def write(ledger: Ledger, made: Document, rows: Annotations, problems: Sequence[Problem]) -> None:
    ledger.write(made, receipt(made.name, made.text), rows, {}, problems)


@pytest.fixture(scope="session")
def dam() -> Document:
    return dam_document()


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory, dam: Document) -> Path:
    path = tmp_path_factory.mktemp("web") / "dam.ledger"
    copy = document("copy.txt", COPY, outlet="Valley Post")
    with Ledger.create(path) as ledger:
        write(ledger, dam, dam_annotations(dam.id), [])
        write(ledger, copy, Annotations(), [])
        ledger.replace_passages([passage(dam, copy)])
        ledger.problem(Problem(None, "broken.html", "read", "empty file: nothing to read"))
    return path


@pytest.fixture(scope="session")
def pages(ledger_path: Path) -> Iterator[httpx.Client]:
    with client_of(ledger_path) as client:
        yield client


@contextmanager
def client_of(path: Path) -> Iterator[httpx.Client]:
    with serving(path) as address, httpx.Client(base_url=address) as client:
        yield client


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The pages of a ledger on a free port of this machine; yields their address."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app(path), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
