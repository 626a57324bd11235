"""What a reader of results may ask for."""
