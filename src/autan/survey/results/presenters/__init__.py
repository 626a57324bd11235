"""What pages of results show, and what the room gives to other pages. Nothing is computed again here."""
