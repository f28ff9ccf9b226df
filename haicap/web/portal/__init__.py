"""What everybody sees: find, read, submit, track, rate."""
