"""Autan: territories that work together on the energy transition."""

__version__ = "0.1.0"
