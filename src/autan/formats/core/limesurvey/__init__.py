"""What a file of LimeSurvey holds, whichever way it goes."""
