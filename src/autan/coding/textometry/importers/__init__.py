"""Files that can be classed, and the lemmas of French words."""
