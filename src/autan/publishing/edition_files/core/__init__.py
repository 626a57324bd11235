"""Editions as they are printed, and the marks of their documents: pure values."""
