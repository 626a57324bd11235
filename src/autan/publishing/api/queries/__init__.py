"""Readers of what is published, for every form that it is given in."""
