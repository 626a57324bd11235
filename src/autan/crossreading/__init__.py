"""Plans read across."""
