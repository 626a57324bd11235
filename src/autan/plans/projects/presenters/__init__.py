"""What pages and files show of action sheets."""
