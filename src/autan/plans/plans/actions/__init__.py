"""The only writers of plans."""
