"""How far people are from where they are served, and where more points would help most."""
