"""What leaves for other machines."""
