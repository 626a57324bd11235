"""The only readers of indicators."""
