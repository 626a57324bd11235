"""What pages show of actions that were found."""
