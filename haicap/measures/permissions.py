"""What may be done in this room."""

DECLARE = "measures.declare"
