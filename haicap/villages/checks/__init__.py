"""Integrity checks, one a file (common/checks.py)."""
