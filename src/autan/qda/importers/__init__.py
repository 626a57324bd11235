"""Files of REFI-QDA read."""
