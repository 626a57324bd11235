"""Buttons of workflows in templates."""
