"""Documents and tables, as values."""
