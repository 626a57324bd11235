"""Questionnaires as LimeSurvey imports them: `survey_tables` makes the tables, the others write them."""
