"""Reads the documents that come back from an agency."""
