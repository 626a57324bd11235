"""Drawings of the plans."""
