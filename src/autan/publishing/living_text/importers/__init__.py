"""Reads living texts, whole or part by part."""
