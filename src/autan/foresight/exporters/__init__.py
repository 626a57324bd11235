"""Writers of scenarios."""
