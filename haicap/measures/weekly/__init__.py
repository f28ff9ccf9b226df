"""The weekly report: what a resolution says of administrative reform, from computed figures."""
