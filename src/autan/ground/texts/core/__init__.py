"""Texts, closed lists and notation, as values."""
