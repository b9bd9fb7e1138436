"""Quantities: amounts as intervals, with unit, hedge and what is counted."""

from sayso.annotate.quantities.find import FoundQuantity, find_quantities
from sayso.annotate.quantities.stage import STAGE

__all__ = ["STAGE", "FoundQuantity", "find_quantities"]
