"""The only writers of the working group."""
