"""What pages show of the plans of a network."""
