"""The template of a network, kept."""
