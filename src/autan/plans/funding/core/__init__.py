"""A call or a fund, whom it is open to, and what was asked of it, as values and pure functions."""
