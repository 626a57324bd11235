"""How a questionnaire being written changes, edit by edit."""
