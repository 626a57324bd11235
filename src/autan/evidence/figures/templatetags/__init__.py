"""Template tags for figures."""
