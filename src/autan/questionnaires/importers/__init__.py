"""Questionnaires read from files."""
