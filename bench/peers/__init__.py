"""Other tools, run on the same data beside Sayso."""
