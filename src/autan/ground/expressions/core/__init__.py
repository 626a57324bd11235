"""Rules as values: read, checked, evaluated, written again."""
