"""Lessons and the conditions of their transfer, needs and offers, and who took up what."""
