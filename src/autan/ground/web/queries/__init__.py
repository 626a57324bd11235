"""Reads of every room."""
