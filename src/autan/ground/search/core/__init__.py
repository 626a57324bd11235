"""Matching of words."""
