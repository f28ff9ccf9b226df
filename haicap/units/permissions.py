"""What may be done in this room."""

MAINTAIN = "units.maintain"  # found, rename and identify agencies; correct points
REORGANISE = "units.reorganise"  # carry out and plan reorganisations, in the whole nation
