"""Rules and values of the cross-reading, pure."""
