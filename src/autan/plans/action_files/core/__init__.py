"""What a file says of actions, as values and pure functions."""
