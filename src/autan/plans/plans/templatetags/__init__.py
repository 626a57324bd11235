"""Template tags of the plans."""
