"""Lists of what a thing is called, in the text's own words."""

from __future__ import annotations

import pytest

from sayso.annotate.called import called


def names(text: str) -> list[list[str]]:
    return [[text[slice(*span)] for span in spans] for spans in called(text)]


def test_names_that_a_paragraph_lists_are_of_one_thing() -> None:
    text = (
        "Envoys call it the Zenda Pact. In the bulletins of the Post it is the Joint Statement; in "
        "those of the Echo, the Return Act. On one page it has only ever been “the shame sheet”."
    )
    assert names(text) == [["Zenda Pact", "Joint Statement", "Return Act", "shame sheet"]]


@pytest.mark.parametrize(
    "text",
    [
        "Envoys call it the Zenda Pact.",
        "It was the Zenda Pact. It has been the Joint Statement.",
        "Envoys call it the Zenda Pact.\n\nIt is the Joint Statement.",
        "Envoys call it the Zenda Pact. It is the Zenda Pact.",
        "Envoys call it the end. It is the truth.",
    ],
)
def test_one_name_or_no_list_is_left_alone(text: str) -> None:
    assert names(text) == []
