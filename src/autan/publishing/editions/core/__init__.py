"""Editions as pure values: what is frozen, reviewed and compared. No Django, no file, no clock."""
