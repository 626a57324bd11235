"""The only readers of lessons, needs, offers and adoption."""
