"""What may be done in this room."""

DECLARE = "measures.declare"
VIEW = "measures.view"  # see the board, down to the communes
