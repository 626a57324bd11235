"""Drawings and files of the room."""
