"""Other words in copied sentences, counted as names of what they stand for."""

from __future__ import annotations

from pathlib import Path

from ledger_samples import KEYS, receipt

from sayso.annotate.stage import Annotations
from sayso.ledger import Ledger
from sayso.rows import Document, Passage, PassageMember, Span, Wording

SENTENCE = "On Sunday the guards of Ruritania {} the old town of Hentzau after two days of rain."


def written(ledger: Ledger, outlet: str, verb: str) -> PassageMember:
    text = f"{outlet}: {SENTENCE.format(verb)}"
    got = receipt(f"{outlet}.txt", text)
    made = Document(got.doc, outlet, got.sha256, text, outlet=outlet)
    ledger.write(made, got, Annotations(), KEYS)
    return PassageMember(got.doc, Span(len(outlet) + 2, len(text)), verb)


def shared(path: Path, **verbs: str) -> Ledger:
    """A ledger of one sentence in which each outlet has its own verb."""
    ledger = Ledger.create(path / "slots.ledger")
    members = tuple(written(ledger, outlet, verb) for outlet, verb in verbs.items())
    first, *others = dict.fromkeys(verbs.values())
    wordings = (Wording(first, None, None), *(Wording(one, None, first) for one in others))
    ledger.replace_passages([Passage("p1", members, wordings)])
    ledger.recount_names()
    return ledger


def test_outlets_that_copy_a_sentence_with_another_verb_name_one_thing(tmp_path: Path) -> None:
    with shared(tmp_path, post="liberated", echo="occupied", news="occupied") as ledger:
        (found,) = ledger.referents("occupied")
        assert [(row.name, row.outlet, row.own) for row in ledger.names(found.id)] == [
            ("occupied", "echo", 1),
            ("occupied", "news", 1),
            ("liberated", "post", 1),
        ]


def test_the_two_sentences_are_kept_as_evidence(tmp_path: Path) -> None:
    with shared(tmp_path, post="liberated", echo="occupied") as ledger:
        (found,) = ledger.referents("occupied")
        (join,) = ledger.name_joins(found.id)
        assert ledger.document(join.first_doc).text[slice(*join.first_span)] == "liberated"
        assert ledger.document(join.second_doc).text[slice(*join.second_span)] == "occupied"


def test_a_corrected_number_names_nothing(tmp_path: Path) -> None:
    with shared(tmp_path, post="lost forty", echo="lost fifty") as ledger:
        assert ledger.referents() == []
