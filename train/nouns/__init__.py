"""Makes ``annotate/data/nouns.toml``: what sort of thing a noun stands for, from WordNet."""
