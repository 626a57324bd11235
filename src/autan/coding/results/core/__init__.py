"""Counts of what was coded, and the agreement of those who code: pure values."""
