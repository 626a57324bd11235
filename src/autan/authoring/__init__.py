"""Questionnaires written on a screen: drafts, their parts, their preview, their publication."""
