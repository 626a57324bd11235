"""The only writers of indicators."""
