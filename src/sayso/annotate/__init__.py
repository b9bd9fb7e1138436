"""Document to rows: one module a stage; ``pipeline`` holds the list of them."""

import os

# numpy's matrix library is faster here than the one that spaCy brings, but only with one thread
# per process; it reads this when it is first imported, and this package is before it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
