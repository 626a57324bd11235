"""Buttons of lives in templates."""
