"""Forms of the working group."""
