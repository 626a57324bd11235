"""Networks read from files."""
