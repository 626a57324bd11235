"""The pages of files of answers."""
