"""Answers of every room."""
