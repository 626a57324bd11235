"""The only writers of lessons, needs, offers and adoption."""
