"""Questionnaires as LimeSurvey imports them."""
