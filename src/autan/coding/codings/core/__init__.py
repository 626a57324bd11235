"""Coding of open answers, as pure values: import it from anywhere, without any set-up."""
