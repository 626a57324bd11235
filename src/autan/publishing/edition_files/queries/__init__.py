"""What a text calls for, and where its files are."""
