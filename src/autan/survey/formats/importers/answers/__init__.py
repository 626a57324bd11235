"""Answers read from files of every kind, each fault at its place."""
