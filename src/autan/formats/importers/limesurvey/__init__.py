"""Files of LimeSurvey: questionnaires of any age, answers, participants."""
