"""The timeline of plans."""
