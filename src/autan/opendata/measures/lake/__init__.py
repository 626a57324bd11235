"""Queries of the lake that give the rows of measures."""
