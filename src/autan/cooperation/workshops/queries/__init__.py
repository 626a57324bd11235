"""The only readers of workshops and of their notes."""
