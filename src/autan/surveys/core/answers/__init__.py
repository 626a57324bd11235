"""What is answered: values of each kind, what a person typed, what becomes of it when several write."""
