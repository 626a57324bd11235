"""The energy pages of a territory."""
