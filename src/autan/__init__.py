"""Autan: territories that work together on the energy transition."""
