"""Assets of an estate, what is wrong in one, and what they consume, as values and pure functions."""
