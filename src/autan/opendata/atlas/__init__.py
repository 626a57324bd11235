"""Maps, comparison of places, territories that are alike, and energy chains of a network."""
