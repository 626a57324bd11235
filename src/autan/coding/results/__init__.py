"""What coding yields: counts of ideas, agreement of coders, classes, right of reply, reports and files."""
