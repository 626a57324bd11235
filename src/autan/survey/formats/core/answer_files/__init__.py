"""Tables of answers as values: their columns, their cells, whose they are."""
