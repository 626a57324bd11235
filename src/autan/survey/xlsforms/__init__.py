"""Questionnaires as XLSForms, and answers as KoBo exports them, in and out."""
