"""How a questionnaire stands on paper."""
