"""One file for each source: how its file becomes the tidy table of its card."""
