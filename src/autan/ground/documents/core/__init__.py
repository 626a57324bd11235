"""Workbooks as values, before they are written."""
