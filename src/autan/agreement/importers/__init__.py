"""Files of ratings read."""
