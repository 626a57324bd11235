"""Connectors: how the file and the service of each producer become a tidy table."""
