"""Errors and warnings: what must hold for a file, and what could be better. `check.py` runs all of it."""
