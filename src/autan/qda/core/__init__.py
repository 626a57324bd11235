"""Values of a file of REFI-QDA, and the places of passages in its texts."""
