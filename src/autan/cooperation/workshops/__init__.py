"""Workshops between territories: sites and targets, notes of the three moments, kits, minutes."""
