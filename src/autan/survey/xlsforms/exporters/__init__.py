"""Questionnaires written as forms, and answers as KoBo exports them."""
