"""What is done of every request and answer."""
