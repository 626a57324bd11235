"""Answers written to files of every kind; what a format does not hold is listed first."""
