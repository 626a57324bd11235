"""Definitions of the room, read once."""
