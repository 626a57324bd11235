"""Readers of definitions that ship."""
