"""Types, names and expressions of forms, and the columns of an export of KoBo, as values."""
