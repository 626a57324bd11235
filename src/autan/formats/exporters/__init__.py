"""Files of other tools written."""
