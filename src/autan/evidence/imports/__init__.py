"""Bringing files in: YAML and tables with every fault at its place."""
