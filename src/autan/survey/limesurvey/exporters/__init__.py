"""Questionnaires written as files that LimeSurvey imports."""
