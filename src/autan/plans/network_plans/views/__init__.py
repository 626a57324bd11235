"""Pages of the plans of a network."""
