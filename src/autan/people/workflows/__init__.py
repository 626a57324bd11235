"""Workflows: from which state to which a thing goes, by whose act, as one table for each kind of thing."""
