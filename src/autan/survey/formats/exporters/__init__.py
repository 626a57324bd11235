"""Questionnaires and answers written to the files of other tools and to ours."""
