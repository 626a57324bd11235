"""What the room registers and what its pages show; nothing is computed again here."""
