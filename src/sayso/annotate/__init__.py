"""Document to rows: one module a stage; ``pipeline`` holds the list of them."""
