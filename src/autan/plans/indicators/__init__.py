"""Indicators: shared definitions, local values, and the health check of what is followed."""
