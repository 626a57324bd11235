"""What pages and documents show of workshops."""
