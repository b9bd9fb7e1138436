"""Document to rows: one module a stage."""
