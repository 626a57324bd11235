"""Files of rows and YAML documents, read with every fault at its place."""
