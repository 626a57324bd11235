"""Texts cut into segments, read into forms, and classed."""
