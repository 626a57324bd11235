"""The plans of a network, and the figures of plans."""
