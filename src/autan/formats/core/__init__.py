"""Tables of answers as values."""
