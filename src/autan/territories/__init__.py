"""Perimeters through time, networks and their members, charts and maps of them."""
