"""Names of the traits that keep what a file of LimeSurvey holds of a survey as a whole."""

SETTINGS, WORDINGS = "settings", "wordings"
"""Settings of a run, and wordings of its messages: one object in JSON, by language for the wordings."""

TABLE = "table."
"""Begins the name of a table that is kept whole, its rows in JSON."""

SURVEY_TEXTS = ("welcometext", "endtext", "policy_notice", "policy_notice_label", "policy_error", "alias")
"""Texts of a survey without an equivalent, each kept by language."""
