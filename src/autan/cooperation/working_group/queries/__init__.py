"""The only readers of the working group."""
