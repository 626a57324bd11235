"""Files of LimeSurvey read into questionnaires and answers; every fault has its line."""
