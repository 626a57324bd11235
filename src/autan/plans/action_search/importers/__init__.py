"""The sentence model, and what it has read."""
