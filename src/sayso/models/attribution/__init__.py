"""The attribution model; ``README.md`` is its card."""
