"""Questionnaires written as files."""
