"""Bringing in what ships with the product, as rooms write it beside their code."""
