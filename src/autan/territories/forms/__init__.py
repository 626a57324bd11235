"""What the pages of the room take."""
