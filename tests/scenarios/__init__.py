"""The engine of scenarios."""
