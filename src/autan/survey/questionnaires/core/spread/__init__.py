"""How an answer fills the flat columns of a table."""
