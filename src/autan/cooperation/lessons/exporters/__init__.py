"""Files of lessons that leave."""
