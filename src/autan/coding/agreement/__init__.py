"""Agreement of people who rate the same units."""
