"""The real network that ships: its facts, survey and edition, with their sources."""
