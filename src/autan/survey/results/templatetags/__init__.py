"""Words of results inside templates."""
