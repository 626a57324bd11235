"""Parsed documents as values."""
