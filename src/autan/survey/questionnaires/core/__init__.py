"""Questions and answers as values; nothing here reads a file or a database."""
