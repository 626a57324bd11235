"""The only readers of the cross-reading."""
