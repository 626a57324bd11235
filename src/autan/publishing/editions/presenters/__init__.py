"""Editions in words: the text and its marks, the annex of traces."""
