"""What answers to programs are made of: forms, places in a table, limits."""
