"""What the site prints: the one page of a territory."""
