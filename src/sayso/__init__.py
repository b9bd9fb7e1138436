"""Sayso: the record of who said what, on whose word. The façade comes last."""
