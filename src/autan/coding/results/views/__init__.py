"""The pages of counts, agreement, classes, replies and files."""
