"""Files opened."""
