"""Texts of the messages of the room."""
