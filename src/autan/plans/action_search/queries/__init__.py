"""The only readers of filed actions, and the indexes of actions."""
