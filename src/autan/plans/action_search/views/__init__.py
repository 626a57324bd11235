"""Pages of the search of actions."""
