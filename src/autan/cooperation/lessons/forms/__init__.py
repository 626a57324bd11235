"""Forms of lessons, needs, offers and adoption."""
