"""Questionnaires and answers in the files of other tools: LimeSurvey, XLSForm, KoBo, SPSS, tables."""
