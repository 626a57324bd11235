"""Charts and maps drawn from specifications made of figures."""
