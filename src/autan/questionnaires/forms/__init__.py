"""What the pages of questionnaires take."""
