"""What pages show, one file a page or a part of one. Nothing is computed again here."""
