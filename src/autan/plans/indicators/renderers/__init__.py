"""Texts of the messages about indicators."""
