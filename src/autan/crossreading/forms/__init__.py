"""Forms of the cross-reading."""
