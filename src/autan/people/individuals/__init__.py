"""People as keys: one row for each person that the product names, with an account or without."""
