"""Attributions: who says it, with which words, and what is said."""

from sayso.annotate.attributions.people import STAGE
from sayso.annotate.attributions.search import find

__all__ = ["STAGE", "find"]
