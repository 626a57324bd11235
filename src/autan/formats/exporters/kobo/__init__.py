"""Answers written as KoBo exports them: see `answers`."""
