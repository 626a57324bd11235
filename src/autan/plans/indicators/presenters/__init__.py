"""Indicators ready to be shown."""
