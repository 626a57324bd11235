"""Writes Word documents, piece by piece."""
