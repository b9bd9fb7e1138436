"""Attributions by rules over spaCy's parse: who says it, with which words, and what is said."""

from sayso.annotate.attributions.people import STAGE
from sayso.annotate.attributions.rules import find

__all__ = ["STAGE", "find"]
