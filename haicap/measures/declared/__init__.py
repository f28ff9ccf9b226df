"""The measures, each declared once."""
