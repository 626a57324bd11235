"""Texts of the messages about actions."""
