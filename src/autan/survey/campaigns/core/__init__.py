"""Questionnaires, answers and their tabulation, as pure values. No Django, no file, no clock."""
