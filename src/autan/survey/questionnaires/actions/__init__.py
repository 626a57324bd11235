"""The only writers of questionnaires."""
