"""Answers are written as KoBo exports them: see `answers`."""
