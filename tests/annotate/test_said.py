"""The date of saying: in the cue's clause, nobody else's, and no more precise than the text."""

from __future__ import annotations

import pytest

from sayso.annotate.pipeline import annotate
from sayso.rows import Document


def said(text: str) -> list[tuple[str, str | None]]:
    """The cue and date of saying of each attribution, for an article of 12 May 2023."""
    document = Document("d", "d", "", text, published="2023-05-12", published_precision="day")
    (annotated,) = annotate([document])
    rows = annotated.annotations.attributions
    return [(text[slice(*row.cue)], row.said) for row in rows]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Mira Tollan said on Wednesday that the road was open.", "2023-05-10"),
        ("In March 2022, Mira Tollan said that the road was open.", "2022-03"),
        ("Mira Tollan said that the road had been open since 2008.", None),
        ("Mira Tollan said that the road was opened on 3 April 2019.", None),
        ("The road has been open since 2008, Mira Tollan said.", None),
        (
            "Speaking to the Helvane Post on Monday, Mira Tollan said the road was open.",
            "2023-05-08",
        ),
        ("Mira Tollan, who took office on 3 May 2019, said that the road was open.", None),
        ("It is open, according to a report published by the Relief Board in May 2021.", "2021-05"),
    ],
)
def test_one_attribution(text: str, date: str | None) -> None:
    assert [when for _, when in said(text)] == [date]


def test_a_date_belongs_to_the_nearest_cue() -> None:
    text = (
        "Ostavia did not recognise the council, and its minister, at a meeting in Helvane in "
        "May 2022, stated that the council had been dissolved."
    )
    assert dict(said(text))["stated"] == "2022-05"
    assert all(when is None for cue, when in said(text) if cue != "stated")


def test_a_relative_day_counts_from_nothing_but_the_published_date() -> None:
    text = "Ostavia joined in 2014. Mira Tollan said on Wednesday that the road was open."
    (annotated,) = annotate([Document("d", "d", "", text)])
    assert [row.said for row in annotated.annotations.attributions] == [None]
