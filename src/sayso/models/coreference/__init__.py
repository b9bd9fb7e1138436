"""The weights by which pronouns are resolved."""
