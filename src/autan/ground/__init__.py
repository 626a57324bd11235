"""What is of no trade: texts, notation, tables, documents, forms, search, what rooms register."""
