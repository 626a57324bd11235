"""Files of the working group for other programs."""
