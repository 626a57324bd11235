"""Reading of the prices that ship."""
