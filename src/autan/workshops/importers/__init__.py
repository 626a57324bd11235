"""Photos that come in."""
