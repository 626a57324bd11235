"""Answering a campaign: screens of questions, what is saved of them, proposals, validation by the territory."""
