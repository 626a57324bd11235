"""The only readers of questionnaires."""
