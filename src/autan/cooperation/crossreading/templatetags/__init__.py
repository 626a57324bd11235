"""Template tags of the cross-reading."""
