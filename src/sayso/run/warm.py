"""Imported once by the server that worker processes are forked from: all that they need.

A made-up line is read and annotated, since most of it is loaded when it is first used.
"""

import gc
from threading import Thread

from sayso.annotate.parse import model
from sayso.read.language import language
from sayso.read.receipt import Receipt
from sayso.run.processes import collect_seldom
from sayso.run.work import Job, work

LINE = "The harbour is closed, the mayor of Strelsau said on 3 May."

# What tells languages is packed tightly: half a second, for which a second core is free by now.
unpacking = Thread(target=language, args=(LINE,))
unpacking.start()
model()
unpacking.join()
work([Job(Receipt("", LINE.encode(), "text", LINE.encode()))])
# What is there by now stays: no worker need look through it for garbage, nor copy it to do so.
gc.freeze()
collect_seldom()

__all__ = ["Job", "Receipt", "work"]
