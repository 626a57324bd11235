"""Edits of a draft, whose document is a tree of values."""
