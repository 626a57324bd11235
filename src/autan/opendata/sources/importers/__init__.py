"""Reading of the cards that ship."""
