"""The only readers of plans."""
