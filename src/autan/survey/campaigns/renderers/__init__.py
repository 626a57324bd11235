"""Texts of the e-mails that the room sends."""
