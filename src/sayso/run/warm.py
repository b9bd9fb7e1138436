"""Imported once by the server that worker processes are forked from: all that they need."""

from sayso.annotate.gazetteer import gazetteer
from sayso.annotate.parse import model
from sayso.run import work

model()
gazetteer()

__all__ = ["work"]
