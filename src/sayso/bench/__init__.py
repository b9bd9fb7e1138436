"""Measure a stage against a gold: loaders, metrics, the figures as rows."""
