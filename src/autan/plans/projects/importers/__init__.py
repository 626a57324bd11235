"""Files of actions that come in."""
