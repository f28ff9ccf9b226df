"""What may be done in this room."""

PUBLISH = "procedures.publish"
