"""Messages of the cross-reading."""
