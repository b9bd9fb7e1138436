"""What a document shares with others, as its page says it."""

from __future__ import annotations

import pytest
from dam_ledger import COPY, dam_document, document, passage

from sayso.ledger import DocumentSummary
from sayso.rows import Document, Passage, PassageMember, Span, Wording
from sayso.web.record import Version, branches
from sayso.web.sharing import sharing


def summary(made: Document, published: str | None) -> DocumentSummary:
    return DocumentSummary(
        made.id, made.name, (made.name,), None, None, published, "day", "en", 9, 2, 0, 0, 1, 0
    )


@pytest.mark.parametrize(
    ("here", "there", "counts"),
    [
        ("2031-05-03", "2031-05-02", (1, 0)),
        ("2031-05-03", "2031-06", (0, 1)),
        ("2031-05-03", "2031-05", (0, 0)),
        ("2031-05-03", "2031-05-03", (0, 0)),
        ("2031-05-03", None, (0, 0)),
        (None, "2031-05-03", (0, 0)),
    ],
)
def test_only_what_is_certain_counts_as_earlier_or_later(
    here: str | None, there: str | None, counts: tuple[int, int]
) -> None:
    first = document("one.txt", "The dam at Sel held through the night.", published=here)
    second = document("two.txt", COPY)
    carriers = {first.id: summary(first, here), second.id: summary(second, there)}
    found = sharing(passage(first, second), first, carriers)
    assert (found.earlier, found.later) == counts


def test_a_changed_wording_names_whose_it_changed() -> None:
    first, second = dam_document(), document("copy.txt", COPY)
    carriers = {first.id: summary(first, "2031-05-03"), second.id: summary(second, None)}
    found = sharing(passage(first, second), second, carriers)
    assert found.parent is not None
    assert (found.parent.id, [edit.new for edit in found.edits]) == (first.id, ["day"])


def test_a_long_passage_is_named_by_its_first_whole_words() -> None:
    made = document("long.txt", "eight words " * 40)
    members = (PassageMember(made.id, Span(0, 480), "w"),)
    found = sharing(Passage("p", members, (Wording("w", None, None),)), made, {})
    assert found.opening.endswith((" words …", " eight …"))
    assert len(found.opening) <= 92


def version(letter: str, parent: str | None) -> Version:
    return Version(letter, Wording(letter, None, parent), "", (), parent, ())


def test_wordings_grow_from_the_ones_they_were_made_from() -> None:
    versions = [version("A", None), version("B", "A"), version("C", "B"), version("D", "A")]
    (root,) = branches(versions, None)
    assert [child.version.letter for child in root.children] == ["B", "D"]
    assert [child.version.letter for child in root.children[0].children] == ["C"]


def test_wordings_made_from_each_other_end() -> None:
    (root,) = branches([version("A", None), version("B", "A"), version("A", "B")], None)
    assert root.children[0].children == ()
