"""Imported once by the server that worker processes are forked from: all that they need."""

from sayso.annotate.parse import model
from sayso.run import work

model()

__all__ = ["work"]
