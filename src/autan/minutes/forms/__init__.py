"""Forms of minutes."""
