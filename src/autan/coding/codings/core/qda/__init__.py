"""Codebooks and codings as projects of REFI-QDA, and back."""
