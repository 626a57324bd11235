"""The permanent working group of a network: who sits, when it meets, what it decides and what became of it."""
