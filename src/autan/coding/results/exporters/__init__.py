"""Reports and tables of codings, as files."""
