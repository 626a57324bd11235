"""Files that the surveys room writes: questionnaires for Autan and for LimeSurvey."""
