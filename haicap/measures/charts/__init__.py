"""Charts: pure functions from data to a string of SVG, for pages and papers alike."""
