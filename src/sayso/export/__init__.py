"""The ledger's tables as files: one module a format."""
