"""Pages of the cross-reading."""
