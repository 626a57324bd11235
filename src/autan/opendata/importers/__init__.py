"""Reading of the definitions that ship: cards of the sources, prices, quality rules."""
