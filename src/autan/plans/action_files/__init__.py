"""Actions in and out of files: the national template, workbooks, tables, JSON and Word documents."""
