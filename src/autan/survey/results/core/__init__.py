"""Answers counted by groups, crossed and compared, as pure values. No Django, no file, no clock."""
