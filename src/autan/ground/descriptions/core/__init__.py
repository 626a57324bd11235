"""What is said once of each field of a document, and what follows from it without a screen or a database. Pure."""
