"""Rows of many documents to rows across them."""
