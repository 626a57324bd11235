"""What pages and traces show."""
