"""What pages and documents show of minutes."""
