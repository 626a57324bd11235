"""Rules that doubt the data: each shows rows to the coordinator with its reason; none hides or corrects a value."""
