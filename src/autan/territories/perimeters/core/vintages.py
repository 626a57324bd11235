"""Years of the official geographic code that the register holds."""

VINTAGES = tuple(range(2019, 2027))
LATEST = VINTAGES[-1]
