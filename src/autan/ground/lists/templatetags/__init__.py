"""The form, the rows and the pages of a declared list."""
