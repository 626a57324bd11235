"""Rules that doubt the rows of the open data."""
