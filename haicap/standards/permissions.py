"""What may be done in this room."""

ENTER = "standards.enter"  # enter and withdraw the figures that units are judged by
