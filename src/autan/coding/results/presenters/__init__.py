"""Counts, agreement and reports in words."""
