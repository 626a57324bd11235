"""Resources, found and recommended."""
