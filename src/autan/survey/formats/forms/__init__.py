"""What the pages of files of answers take."""
