"""Messages and files of the working group."""
