"""Answers as tables: columns, rows, whose they are, and what an import writes."""
