"""Scenarios over 10 to 40 years."""
