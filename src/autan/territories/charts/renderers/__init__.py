"""Drawings as SVG, on a page, in print and in files."""
