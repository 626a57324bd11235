"""Reads what documents are written into."""
