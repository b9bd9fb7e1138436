"""Trains the attribution model that ships in ``src/sayso/models``."""
