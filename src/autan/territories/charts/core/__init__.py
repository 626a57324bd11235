"""Cuts of values into classes."""
