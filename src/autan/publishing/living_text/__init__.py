"""Text whose every figure is called by name and held to what the text says of it."""
