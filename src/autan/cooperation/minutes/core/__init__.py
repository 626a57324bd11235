"""The phases of minutes and their text, as values and pure functions."""
