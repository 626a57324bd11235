"""Codebooks read from their files."""
