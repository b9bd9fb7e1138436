"""What makes the data and the weights that ship; run by hand, with the corpora at hand."""
