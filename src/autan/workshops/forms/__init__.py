"""Forms of workshops."""
