"""Workshops, notes and attendance, as values and pure functions."""
