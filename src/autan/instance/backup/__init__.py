"""The whole state of an instance in one file, and back, on either database engine."""
