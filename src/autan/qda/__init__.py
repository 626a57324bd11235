"""Projects and codebooks of other tools for coding, in REFI-QDA: read as values, and written."""
