"""Charts as SVG, made by the server: data in, a string out."""
