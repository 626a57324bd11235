"""Files of actions, in and out."""
