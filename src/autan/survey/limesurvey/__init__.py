"""Questionnaires and answers in the files of LimeSurvey, in and out."""
