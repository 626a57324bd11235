"""Texts matched with the words of a search."""
