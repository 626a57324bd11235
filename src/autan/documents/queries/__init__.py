"""The template of a network, read."""
