"""The floors are kept, and lowered only with a reason."""

from itertools import pairwise

import pytest
from bench.floors import Lowered, floors, history, silently_lowered

OLD = "[stage]\nf1 = 0.50\nrecall = 0.9\n"


def test_no_floor_was_ever_lowered_silently() -> None:
    versions = history()
    lowered = [entry for old, new in pairwise(versions) for entry in silently_lowered(old, new)]
    assert lowered == []


def test_a_lower_floor_is_found() -> None:
    new = "[stage]\nf1 = 0.45\nrecall = 0.9\n"
    assert silently_lowered(OLD, new) == [Lowered("stage.f1", 0.5, 0.45)]


def test_a_floor_taken_out_is_found() -> None:
    assert silently_lowered(OLD, "[stage]\nf1 = 0.5\n") == [Lowered("stage.recall", 0.9, None)]


def test_a_raised_floor_is_welcome() -> None:
    assert silently_lowered(OLD, "[stage]\nf1 = 0.6\nrecall = 0.9\n") == []


REASON = '[[lowered]]\nfigure = "stage.f1"\nfrom = 0.5\nto = 0.45\nwhy = "{why}"\n'


@pytest.mark.parametrize(("why", "silent"), [("the gold was corrected", 0), ("  ", 1)])
def test_a_reason_must_be_given(why: str, silent: int) -> None:
    new = "[stage]\nf1 = 0.45\nrecall = 0.9\n" + REASON.format(why=why)
    assert len(silently_lowered(OLD, new)) == silent


def test_every_floor_is_a_number_between_zero_and_one_or_a_speed() -> None:
    assert all(value > 0 for value in floors().values())
