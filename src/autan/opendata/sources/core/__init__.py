"""Functional core of the room."""
