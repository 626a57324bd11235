"""The only writers of workshops and of their notes."""
