"""Drawings of adoption."""
