"""Files of actions that leave."""
