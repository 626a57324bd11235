"""Pages of lessons, needs, offers and adoption."""
