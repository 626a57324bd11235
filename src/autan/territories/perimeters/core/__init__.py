"""Perimeters, members and identities as pure values and Polars expressions. No Django, no file."""
