"""The only writers of minutes."""
