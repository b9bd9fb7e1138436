"""Imported once by the server that worker processes are forked from: all that they need.

A made-up line is read and annotated, since most of it is loaded when it is first used.
"""

import gc

from sayso.read.receipt import Receipt
from sayso.run.work import Job, work

LINE = b"The harbour is closed, the mayor of Strelsau said on 3 May."

work([Job(Receipt("", LINE, "text", LINE))])
# What is there by now stays: no worker need look through it for garbage, nor copy it to do so.
gc.freeze()

__all__ = ["work"]
