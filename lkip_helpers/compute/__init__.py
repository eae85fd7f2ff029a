"""Pure functions, frame in, frame out: no input or output, no formatting."""
