"""Document to rows: one module a stage; ``pipeline`` holds the list of them."""

from sayso.annotate import openblas

# numpy's matrix library is faster here than the one that spaCy brings, if it is told how to run
# before numpy is first imported; this package is imported before it.
openblas.prepare()
