"""The trade of lessons, needs and adoption, as values and pure functions."""
