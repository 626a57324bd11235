"""The only readers of editions, and what a living text calls for."""
