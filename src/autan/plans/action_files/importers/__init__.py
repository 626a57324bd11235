"""Actions read out of files."""
