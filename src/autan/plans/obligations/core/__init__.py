"""Dated rules and competences, as values and pure functions."""
