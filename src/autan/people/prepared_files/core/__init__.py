"""What makes a file, and where its making stands. Pure."""
