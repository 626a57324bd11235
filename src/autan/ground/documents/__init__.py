"""Documents of word processors: written, marked, read back, in the template of an agency."""
