"""Conditions written in the languages of other tools, read into ours and written from them."""
