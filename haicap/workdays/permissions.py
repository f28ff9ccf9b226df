"""What may be done in this room."""

DECLARE = "workdays.declare"
