"""Integrity checks of this room."""
