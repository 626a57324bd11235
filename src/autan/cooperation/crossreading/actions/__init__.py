"""The only writers of the cross-reading."""
