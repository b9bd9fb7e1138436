"""Imported once by the server that worker processes are forked from: all that they need.

A made-up line is read and annotated, since most of it is loaded when it is first used.
"""

import gc
from threading import Thread

from sayso.annotate import parse
from sayso.annotate.attributions import tagger
from sayso.read.language import language
from sayso.read.receipt import Receipt
from sayso.run.processes import keep_memory
from sayso.run.work import Job, work

LINE = "The harbour is closed, the mayor of Strelsau said on 3 May."


def unpack() -> None:
    """Load what takes long without Python: a second core is free by now."""
    language(LINE)  # half a second: what tells languages is packed tightly
    tagger.model()


unpacking = Thread(target=unpack)
unpacking.start()
parse.model()
unpacking.join()
work([Job(Receipt("", LINE.encode(), "text", LINE.encode()))])
# What is there by now stays: no worker need look through it for garbage, nor copy it to do so.
gc.freeze()
keep_memory()

__all__ = ["Job", "Receipt", "work"]
