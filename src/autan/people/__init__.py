"""Accounts, who did what and when, personal data, mail, prepared files."""
