"""Reads the files that authors write."""
