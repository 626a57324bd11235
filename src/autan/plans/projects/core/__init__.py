"""The trade of action sheets, as values and pure functions."""
