"""Types, codes, columns and equations of LimeSurvey, as values."""
