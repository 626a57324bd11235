"""The pure part: segments, forms, classes, and the corpus of another tool."""
