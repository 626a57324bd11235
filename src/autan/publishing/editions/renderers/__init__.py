"""Drawings and documents: charts and maps as SVG, editions as web pages and PDF."""
