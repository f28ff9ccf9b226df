"""What may be done in this room."""

MAINTAIN = "units.maintain"  # found, rename and identify agencies; correct points
