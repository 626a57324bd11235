"""Values that territories give, read from files."""
