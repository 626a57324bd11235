"""What a search of actions asks, and how two actions resemble each other, as pure functions."""
