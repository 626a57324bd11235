"""Screens of questions as they were sent, and the forms of the lead of a territory."""
