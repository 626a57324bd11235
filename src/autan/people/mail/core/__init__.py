"""What becomes of messages, as values."""
