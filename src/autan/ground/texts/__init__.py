"""Texts in two languages, closed lists, and the notation of numbers and days."""
