"""Names: which spellings are one name, who uses which, and how telling that is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.link.names import Tally, Use, compared, tally, telling
from sayso.rows import EntityKind


def use(name: str, outlet: str | None = "Post", doc: str = "d1", **also: Any) -> Use:
    return Use(name, "own", outlet, None, doc, None, None, None)._replace(**also)


def found(kind: EntityKind, *uses: Use) -> Tally:
    made = tally("e1", "Hentzau", kind, uses)
    assert made is not None
    return made


def rows(kind: EntityKind, *names: str) -> set[str]:
    """The different names among these spellings, each used in a document of its own."""
    made = tally("e1", "X", kind, [use(name, doc=f"d{n}") for n, name in enumerate(names)])
    return {row.name for row in made.names} if made else set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hentzau", "HENTZAU"),
        ("Upper-Hentzau", "Upper Hentzau"),
        ("Ruritanian", "Ruritanians"),
        ("U.R.", "UR"),
        ("Teel's", "Teel"),
        ("the Accord", "Accord"),
    ],
)
def test_spellings_of_one_name_are_compared_as_one(one: str, other: str) -> None:
    assert compared(one) == compared(other)


def test_another_letter_makes_another_name() -> None:
    assert compared("Hentzau") != compared("Hentsau")


def test_one_name_in_several_spellings_is_not_worth_a_row() -> None:
    assert tally("e1", "X", "place", [use("Hentzau"), use("HENTZAU")]) is None


def test_a_surname_is_the_full_name() -> None:
    assert rows("person", "Mara Teel", "Teel", "Maria Tiel") == {"Mara Teel", "Maria Tiel"}


def test_a_surname_that_fits_two_full_names_is_that_of_its_document_or_the_most_used() -> None:
    uses = [use("Mara Teel"), use("Teel"), use("Maria Teel", doc="d2"), use("Teel", doc="d3")]
    counts = {row.name: row.count for row in found("person", *uses).names}
    assert counts == {"Mara Teel": 3, "Maria Teel": 1}


def test_a_bodys_short_forms_are_its_name() -> None:
    names = ("Relief Committee of Ruritania", "Relief Committee", "RCR", "Aid Front")
    assert rows("organisation", *names) == {"Relief Committee of Ruritania", "Aid Front"}


def test_a_short_form_of_a_place_is_a_name_of_its_own() -> None:
    assert rows("place", "Upper Hentzau", "Hentzau") == {"Upper Hentzau", "Hentzau"}


def test_initials_of_a_place_are_its_name() -> None:
    names = ("United Republics", "U.R.", "Ruritania")
    assert rows("place", *names) == {"United Republics", "Ruritania"}


def test_voices_are_counted_apart() -> None:
    uses = [
        use("Hentzau"),
        use("Hentzau", voice="scare"),
        use("Hentzau", voice="indirect", speaker="s1", number=3),
        use("Hentzau", voice="verbatim", speaker="s1"),
        use("Zenda"),
    ]
    row = found("place", *uses).names[0]
    assert (row.count, row.own, row.scare, row.indirect, row.verbatim) == (6, 1, 1, 3, 1)
    assert [(one.speaker, one.indirect, one.verbatim) for one in row.speakers] == [("s1", 3, 1)]


def test_copied_words_count_once_for_whoever_had_them_first() -> None:
    uses = [
        use("Hentzau", "Post", "d1", published="2031-01-01", passage="p1"),
        use("Hentzau", "Echo", "d2", published="2031-01-02", passage="p1"),
        use("Zenda", "Echo", "d3"),
    ]
    made = found("place", *uses)
    assert {(row.outlet, row.name): row.origins for row in made.names} == {
        ("Post", "Hentzau"): 1,
        ("Echo", "Hentzau"): 0,
        ("Echo", "Zenda"): 1,
    }
    assert (made.referent.documents, made.referent.origins) == (3, 2)


def test_documents_without_an_outlet_are_counted_by_web_address() -> None:
    uses = [use("Hentzau", None, site="post.example"), use("Zenda", None, "d2")]
    assert [(row.outlet, row.site) for row in found("place", *uses).names] == [
        (None, "post.example"),
        (None, None),
    ]


def test_outlets_that_divide_over_the_names_are_the_more_telling() -> None:
    divided = [use("Hentzau", "Post", f"a{n}") for n in range(5)]
    divided += [use("Zenda", "Echo", f"b{n}") for n in range(5)]
    mixed = [one._replace(outlet="Post" if n % 2 else "Echo") for n, one in enumerate(divided)]
    assert found("place", *divided).referent.telling > 1 > found("place", *mixed).referent.telling


def test_copies_make_nothing_more_telling() -> None:
    uses = [use("Hentzau", "Post", "a", passage="p"), use("Zenda", "Echo", "b")]
    copies = [uses[0]._replace(doc=f"c{n}") for n in range(9)]
    alone, copied = found("place", *uses), found("place", *uses, *copies)
    assert alone.referent.telling == copied.referent.telling


def test_nothing_is_telling_about_one_party() -> None:
    assert telling({}) == 0.0
    assert found("place", use("Hentzau"), use("Zenda")).referent.telling == 0.0


def test_the_order_of_the_uses_makes_no_difference() -> None:
    uses = [use("Hentzau", "Post"), use("Zenda", "Echo", "d2"), use("Zenda", "Post", "d3")]
    there, back = found("place", *uses), found("place", *reversed(uses))
    assert (there.referent, there.names) == (replace(back.referent), back.names)
