"""Weights that ship, each in a folder with its model card."""
