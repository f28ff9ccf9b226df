"""``python -m haicap`` is the same as ``haicap``."""

from haicap.cli import main

main()
