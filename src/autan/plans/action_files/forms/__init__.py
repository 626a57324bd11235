"""The file of actions that somebody gives."""
