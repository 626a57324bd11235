"""Forms of action sheets."""
