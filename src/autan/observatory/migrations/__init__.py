"""Migrations of the observatory."""
